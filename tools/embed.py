#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the assembler and C++ that carry files inside the program (see src/base/resources.hpp).

    embed.py ROOT OUT.S OUT.cpp OUT.d FOLDER...

Text that a browser asks for is taken as it lies; web/dist already holds its compressed copies.
"""

import sys
from pathlib import Path


def main(root, assembler, table, depends, folders):
    root = Path(root)
    files = sorted(f for folder in folders for f in (root / folder).rglob("*") if f.is_file())
    with open(assembler, "w") as out:
        out.write('.section .rodata\n.section .note.GNU-stack,"",@progbits\n.section .rodata\n')
        for i, file in enumerate(files):
            out.write(f'.balign 16\n.global waymark_file_{i}\nwaymark_file_{i}:\n')
            out.write(f'.incbin "{file}"\n.global waymark_file_{i}_end\nwaymark_file_{i}_end:\n.byte 0\n')
    with open(table, "w") as out:
        out.write('#include "base/resources.hpp"\n\nextern "C" {\n')
        for i in range(len(files)):
            out.write(f"extern const char waymark_file_{i}[];\nextern const char waymark_file_{i}_end[];\n")
        out.write("}\n\nnamespace waymark {\n\nstd::span<const Resource> resources() {\n")
        out.write("    static const std::vector<Resource> all = {\n")
        for i, file in enumerate(files):
            size = f"static_cast<std::size_t>(waymark_file_{i}_end - waymark_file_{i})"
            out.write(f'        {{"{file.relative_to(root)}", {{waymark_file_{i}, {size}}}}},\n')
        out.write("    };\n    return all;\n}\n\n}  // namespace waymark\n")
    with open(depends, "w") as out:
        out.write(f"{assembler} {table}: " + " ".join(str(f) for f in files) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:])
