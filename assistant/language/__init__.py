"""What words mean, whatever they are used for: text, values, periods, deadlines, places, bodies, the lexicon.

A box of tools: each is imported from its module. The words themselves are data, in `vocabulary/`.
"""
