// SPDX-License-Identifier: MIT

// What clang-tidy must find, so that finding nothing elsewhere means something. Never linked.

int* fault() {
    return 0;
}
