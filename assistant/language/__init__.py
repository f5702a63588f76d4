"""What words mean, whatever they are used for: values, periods, deadlines, marks, addresses, places, bodies, synonyms.

A box of tools: each is imported from its module. The words themselves are data, in `vocabulary/`.
"""
