// SPDX-License-Identifier: MIT
#include "app/own_services.hpp"
#include "base/resources.hpp"
#include "base/service_data.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

namespace waymark::app {

namespace {

namespace fs = std::filesystem;

/// A data folder that is gone afterwards.
struct Folder {
    fs::path path = fs::temp_directory_path() / "waymark-own-services";

    Folder() {
        fs::remove_all(path);
        fs::create_directories(path / "services");
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const char* name, std::string_view bytes) const {
        std::ofstream{path / "services" / name, std::ios::binary} << bytes;
    }
};

}  // namespace

TEST_CASE("a force's own service data stands in place of what is built in, and names what it is not"
) {
    const Folder folder;
    CHECK_NOTHROW(use_own_services(folder.path.string()));
    CHECK_NOTHROW(use_own_services("/nowhere"));

    constexpr const char* shipped = "services/right_care_right_person.json";
    const std::string before{resources_in(shipped).front().bytes};
    folder.write("right_care_right_person.json", before + "\n");
    CHECK_NOTHROW(use_own_services(folder.path.string()));
    CHECK(resources_in(shipped).front().bytes == before + "\n");
    CHECK_NOTHROW((void)service_data(shipped));

    folder.write("section_136.json", "{");
    CHECK_THROWS_WITH_AS(
        use_own_services(folder.path.string()),
        doctest::Contains("section_136.json is not JSON."),
        std::runtime_error
    );
    folder.write("section_136.json", resources_in("services/section_136.json").front().bytes);

    folder.write("section_163.json", "{}");
    CHECK_THROWS_WITH_AS(
        use_own_services(folder.path.string()),
        doctest::Contains("section_163.json replaces nothing"),
        std::runtime_error
    );
}

}  // namespace waymark::app
