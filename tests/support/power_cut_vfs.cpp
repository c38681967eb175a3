// SPDX-License-Identifier: MIT
#include "support/power_cut_vfs.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <vector>

namespace waymark::testing {

namespace {

/// Something done to a file since it was last flushed.
struct Pending {
    bool truncates;
    sqlite3_int64 at;
    std::vector<char> bytes;
};

/// What every connection sees of a file, and what the disk does not hold yet.
struct Shown {
    std::string path;
    std::vector<char> bytes;
    std::vector<Pending> pending;
};

struct State {
    std::mutex mutex;
    std::map<std::string, std::shared_ptr<Shown>> files;
    std::minstd_rand chance{1};
    int left = -1;  // Operations until the cut; below zero there is none.
};

State& state() {
    static State one;
    return one;
}

struct File {
    sqlite3_file base;
    std::shared_ptr<Shown>* shown;
    sqlite3_file* real;
};

File* of(sqlite3_file* file) {
    return reinterpret_cast<File*>(file);
}

void apply(const std::string& path, const Pending& one, std::size_t bytes) {
    const int handle = ::open(path.c_str(), O_RDWR | O_CREAT, 0644);
    if (handle < 0) return;
    if (one.truncates)
        (void)::ftruncate(handle, one.at);
    else
        (void)::pwrite(handle, one.bytes.data(), bytes, one.at);
    ::close(handle);
}

/// Leaves on the real files what a disk might hold, and ends the process as a dead machine would.
[[noreturn]] void cut() {
    State& s = state();
    for (auto& [path, shown] : s.files) {
        const auto how = s.chance() % 3;  // Nothing of it; some of it; some, and the last one torn.
        for (const auto& one : shown->pending) {
            if (how == 0 || s.chance() % 2 == 0) continue;
            std::size_t bytes = one.bytes.size();
            if (how == 2 && bytes > 512) bytes = 512 * (s.chance() % (bytes / 512 + 1));
            apply(path, one, bytes);
        }
        if (path.ends_with("-wal")) ::unlink((path.substr(0, path.size() - 4) + "-shm").c_str());
    }
    ::_exit(0);
}

void count_operation() {
    State& s = state();
    if (s.left < 0) return;
    if (s.left-- == 0) cut();
}

int file_close(sqlite3_file* file) {
    File* f = of(file);
    const int code = f->real->pMethods->xClose(f->real);
    sqlite3_free(f->real);
    delete f->shown;
    return code;
}

int file_read(sqlite3_file* file, void* into, int count, sqlite3_int64 at) {
    const std::lock_guard lock{state().mutex};
    const auto& bytes = (*of(file)->shown)->bytes;
    const auto from = std::min(static_cast<std::size_t>(at), bytes.size());
    const auto wanted = static_cast<std::size_t>(count);
    const auto have = std::min(wanted, bytes.size() - from);
    auto* out = static_cast<char*>(into);
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), have, out);
    std::fill_n(out + have, wanted - have, '\0');
    return have == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
    const std::lock_guard lock{state().mutex};
    count_operation();
    auto& shown = **of(file)->shown;
    const auto end = static_cast<std::size_t>(at + count);
    if (shown.bytes.size() < end) shown.bytes.resize(end);
    std::memcpy(shown.bytes.data() + at, from, static_cast<std::size_t>(count));
    const char* bytes = static_cast<const char*>(from);
    shown.pending.push_back({false, at, {bytes, bytes + count}});
    return SQLITE_OK;
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
    const std::lock_guard lock{state().mutex};
    count_operation();
    auto& shown = **of(file)->shown;
    shown.bytes.resize(static_cast<std::size_t>(size));
    shown.pending.push_back({true, size, {}});
    return SQLITE_OK;
}

int file_sync(sqlite3_file* file, int) {
    const std::lock_guard lock{state().mutex};
    count_operation();
    auto& shown = **of(file)->shown;
    for (const auto& one : shown.pending)
        apply(shown.path, one, one.bytes.size());
    shown.pending.clear();
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    const std::lock_guard lock{state().mutex};
    *size = static_cast<sqlite3_int64>((*of(file)->shown)->bytes.size());
    return SQLITE_OK;
}

int file_lock(sqlite3_file* f, int level) {
    return of(f)->real->pMethods->xLock(of(f)->real, level);
}
int file_unlock(sqlite3_file* f, int level) {
    return of(f)->real->pMethods->xUnlock(of(f)->real, level);
}
int file_reserved(sqlite3_file* f, int* out) {
    return of(f)->real->pMethods->xCheckReservedLock(of(f)->real, out);
}
int file_control(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}
int file_sector(sqlite3_file*) {
    return 512;
}
int file_device(sqlite3_file*) {
    return 0;
}  // A disk that promises nothing.
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return of(f)->real->pMethods->xShmMap(of(f)->real, page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
    return of(f)->real->pMethods->xShmLock(of(f)->real, offset, n, flags);
}
void shm_barrier(sqlite3_file* f) {
    of(f)->real->pMethods->xShmBarrier(of(f)->real);
}
int shm_unmap(sqlite3_file* f, int remove) {
    return of(f)->real->pMethods->xShmUnmap(of(f)->real, remove);
}

const sqlite3_io_methods methods = {
    2,
    file_close,
    file_read,
    file_write,
    file_truncate,
    file_sync,
    file_size,
    file_lock,
    file_unlock,
    file_reserved,
    file_control,
    file_sector,
    file_device,
    shm_map,
    shm_lock,
    shm_barrier,
    shm_unmap,
    nullptr,
    nullptr};

sqlite3_vfs* real_vfs() {
    static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
    return found;
}

int vfs_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    File* f = of(file);
    f->base.pMethods = nullptr;
    f->real = static_cast<sqlite3_file*>(sqlite3_malloc(real_vfs()->szOsFile));
    std::memset(f->real, 0, static_cast<std::size_t>(real_vfs()->szOsFile));
    const int code = real_vfs()->xOpen(real_vfs(), name, f->real, flags, out_flags);
    if (code != SQLITE_OK) {
        sqlite3_free(f->real);
        return code;
    }
    const std::lock_guard lock{state().mutex};
    auto& shown = state().files[name];
    if (!shown) {
        shown = std::make_shared<Shown>();
        shown->path = name;
        sqlite3_int64 size = 0;
        f->real->pMethods->xFileSize(f->real, &size);
        shown->bytes.resize(static_cast<std::size_t>(size));
        if (size > 0)
            f->real->pMethods->xRead(f->real, shown->bytes.data(), static_cast<int>(size), 0);
    }
    f->shown = new std::shared_ptr<Shown>{shown};
    f->base.pMethods = &methods;
    return SQLITE_OK;
}

}  // namespace

const char* PowerCut::name() {
    static sqlite3_vfs* const made = [] {
        auto* vfs = new sqlite3_vfs{*real_vfs()};
        vfs->zName = "power-cut";
        vfs->szOsFile = sizeof(File);
        vfs->pNext = nullptr;
        vfs->xOpen = vfs_open;
        sqlite3_vfs_register(vfs, 0);
        return vfs;
    }();
    return made->zName;
}

void PowerCut::arm(std::uint64_t seed, int after) {
    const std::lock_guard lock{state().mutex};
    state().chance.seed(static_cast<unsigned>(seed * 2654435761U + 1));
    state().left = after;
}

}  // namespace waymark::testing
