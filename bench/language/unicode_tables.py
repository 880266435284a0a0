#!/usr/bin/env python3
"""Writes crates/language/src/unicode/tables.rs: the character classes of Python's `str` methods as ranges.

    python3 bench/language/unicode_tables.py > crates/language/src/unicode/tables.rs

Run it with the Python whose spaCy is to be matched; its Unicode version is written into the file.
"""
import sys
import unicodedata

CLASSES = [
    ("LETTERS", "Characters for which `str.isalpha` holds: category L.", str.isalpha),
    ("DIGITS", "Characters for which `str.isdigit` holds: decimal digits, superscripts, digits in circles.", str.isdigit),
    ("DECIMALS", "Characters for which `str.isdecimal` holds, `\\d` in a pattern.", str.isdecimal),
    ("NUMBERS", "Characters for which `str.isalnum` holds and `str.isalpha` does not.",
     lambda c: c.isalnum() and not c.isalpha()),
    ("CAPITALS", "Characters for which `str.isupper` holds.", str.isupper),
]


def ranges(holds):
    """Runs of code points for which `holds` is true."""
    found = []
    for point in range(sys.maxunicode + 1):
        if holds(chr(point)):
            if found and found[-1][1] == point - 1:
                found[-1][1] = point
            else:
                found.append([point, point])
    return found


print("//! Character classes as ranges of code points. Written by `bench/language/unicode_tables.py` from Python")
print(f"//! {sys.version_info.major}.{sys.version_info.minor}, Unicode {unicodedata.unidata_version}; not to be edited.")
for name, meaning, holds in CLASSES:
    print(f"\n/// {meaning}")
    print("#[rustfmt::skip]")
    print(f"pub(super) static {name}: &[(u32, u32)] = &[")
    line = "   "
    for first, last in ranges(holds):
        pair = f" ({first:#x}, {last:#x}),"
        if len(line) + len(pair) > 118:
            print(line)
            line = "   "
        line += pair
    print(line)
    print("];")
