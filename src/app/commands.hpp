// SPDX-License-Identifier: MIT
#pragma once

namespace waymark::app {

/// Everything the program can be asked to do from a terminal. 0 when it was done; 1 when it was
/// not, with the reason on standard error; 2 when the words of the command are off.
int run_command_line(int argc, char** argv);

}  // namespace waymark::app
