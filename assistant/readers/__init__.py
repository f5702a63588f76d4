"""Files as offices have them into blocks in reading order: a module for each format, each with `read(data: bytes) -> Reading`."""
