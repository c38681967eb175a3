// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace waymark::exchange {

/// A file only this process can read, gone when it goes out of scope: the library of Debian 12
/// cannot write a spreadsheet to memory. Private to this module.
class ScratchFile {
public:
    ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    ~ScratchFile();

    const std::string& path() const { return path_; }
    std::string contents() const;

private:
    std::string path_;
};

}  // namespace waymark::exchange
