// SPDX-License-Identifier: MIT
#include "app/commands.hpp"

int main(int argc, char** argv) {
    return waymark::app::run_command_line(argc, argv);
}
