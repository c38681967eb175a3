// SPDX-License-Identifier: MIT
#include "exchange/scratch_file.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace waymark::exchange {

ScratchFile::ScratchFile() : path_{std::filesystem::temp_directory_path() / "waymark-XXXXXX"} {
    const int handle = ::mkstemp(path_.data());
    if (handle < 0) throw std::runtime_error{"no temporary file for the export"};
    ::close(handle);
}

ScratchFile::~ScratchFile() {
    ::unlink(path_.c_str());
}

std::string ScratchFile::contents() const {
    std::ifstream file{path_, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace waymark::exchange
