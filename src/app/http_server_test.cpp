// SPDX-License-Identifier: MIT

// The server's own sockets, spoken to byte by byte.

#include "app/http_server.hpp"
#include "app/map_tiles.hpp"
#include "support/partnership.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace waymark::app {

namespace {

/// A server on a port of its own for one test, stopped at its end.
class Running {
public:
    Running() {
        settings_.port = 0;
        settings_.workers = 4;
        settings_.request_seconds = 1;
        server_ = std::make_unique<HttpServer>(settings_, edge_, [] { return std::string{"0-0"}; });
        thread_ = std::thread{[this] { server_->run(); }};
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        server_->stop();
        thread_.join();
    }

    /// Sends bytes and gives back everything until the server closes or falls silent.
    std::string say(const std::string& bytes, int wait_milliseconds = 400) const {
        const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(server_->port());
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        if (::connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            return "no connection";
        timeval wait{wait_milliseconds / 1000, wait_milliseconds % 1000 * 1000};
        ::setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        (void)::send(handle, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        std::string answer;
        char buffer[8192];
        for (ssize_t count = 0; (count = ::recv(handle, buffer, sizeof buffer, 0)) > 0;)
            answer.append(buffer, static_cast<std::size_t>(count));
        ::close(handle);
        return answer;
    }

private:
    testing::FreshDatabase database_{store::Engine::sqlite};
    SeededRandom random_{1};
    codes::Library codes_{*database_};
    api::Server server_parts_{{*database_, random_}, codes_, [] { return testing::noon; }};
    api::Edge edge_{server_parts_, [](const std::string&, const std::string&) {}};
    Settings settings_;
    std::unique_ptr<HttpServer> server_;
    std::thread thread_;
};

std::size_t answers_in(const std::string& text) {
    std::size_t count = 0;
    for (auto found = text.find("HTTP/1.1 "); found != std::string::npos;
         found = text.find("HTTP/1.1 ", found + 1))
        ++count;
    return count;
}

const std::string health = "GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace

TEST_CASE("the server answers every request that was sent at once, in order") {
    Running server;
    std::string twenty;
    for (int i = 0; i < 20; ++i)
        twenty += health;
    CHECK(answers_in(server.say(twenty)) == 20);
}

TEST_CASE("the server refuses what two readers could understand differently, and goes on") {
    Running server;
    struct Case {
        const char* when;
        std::string bytes;
        const char* status;
    };
    const std::string post =
        "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    const Case cases[] = {
        {"both framings",
         post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "400"},
        {"two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "400"},
        {"an unknown coding", post + "Transfer-Encoding: xchunked\r\n\r\n" + health, "400"},
        {"two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400"},
        {"no path", "GET ?x HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"nonsense", "nonsense\r\n\r\n", "400"},
        {"a large header",
         "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(70000, 'a') + "\r\n\r\n",
         "431"},
        {"a large body announced", post + "Content-Length: 1000000000\r\n\r\n", "413"},
        {"a body over its limit", post + "Content-Length: 2000000\r\n\r\n", "413"},
    };
    for (const auto& example : cases) {
        CAPTURE(example.when);
        const auto answer = server.say(example.bytes);
        CHECK(answer.starts_with(std::string{"HTTP/1.1 "} + example.status));
        CHECK(answers_in(answer) == 1);
        CHECK(server.say(health).starts_with("HTTP/1.1 200"));
    }
}

TEST_CASE("the server takes a large upload, and waits for a client that asks first") {
    Running server;
    const std::string body(2'000'000, 'x');
    const std::string head = "POST /api/v1/imports/preview HTTP/1.1\r\nHost: x\r\nConnection: "
                             "close\r\nContent-Length: 2000000\r\n";
    CHECK(server.say(head + "\r\n" + body, 3000).starts_with("HTTP/1.1 401"));
    CHECK(server.say(head + "Expect: 100-continue\r\n\r\n" + body, 3000).starts_with("HTTP/1.1 100")
    );
}

TEST_CASE("the server marks every answer with what a page may do") {
    Running server;
    for (const std::string& path :
         {std::string{"/"}, std::string{"/api/v1/health"}, std::string{"/api/v1/nothing"}}) {
        const auto answer =
            server.say("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        CHECK(answer.find("Content-Security-Policy: default-src 'none'") != std::string::npos);
        CHECK(answer.find("X-Content-Type-Options: nosniff") != std::string::npos);
    }
    CHECK(server.say("HEAD /api/v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
              .ends_with("\r\n\r\n"));
}

TEST_CASE("the server stops with connections open") {
    const Running server;
    std::thread client{[&] { server.say("GET / HTTP/1.1\r\nHo", 200); }};
    client.join();
}

TEST_CASE("a sender that is too slow is told so, and the server goes on") {
    Running server;
    const std::string starts[] = {
        "GET /api/v1/health HTTP/1.1\r\nHo",
        "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Content-Length: 400\r\n\r\n{\"sign_in_name\":",
    };
    for (const auto& start : starts) {
        const auto answer = server.say(start, 5000);
        CHECK(answer.starts_with("HTTP/1.1 408 "));
        CHECK(answer.find("http.too_slow") != std::string::npos);
        CHECK(answer.find("Connection: close") != std::string::npos);
    }
    CHECK(answers_in(server.say(health)) == 1);
}

TEST_CASE("the background of the map comes from its folder, and nothing else does") {
    const auto folder = std::filesystem::temp_directory_path() / "waymark-tiles-test";
    std::filesystem::create_directories(folder / "12" / "2034");
    std::ofstream{folder / "12" / "2034" / "1345.png"} << "picture";
    std::ofstream{folder / "secret.png"} << "secret";
    CHECK(map_tile(folder, "/tiles/12/2034/1345.png").body == "picture");
    CHECK(map_tile(folder, "/tiles/12/2034/1345.png").content_type == "image/png");
    for (const char* wrong :
         {"/tiles/12/2034/1346.png",
          "/tiles/12/2034/1345.jpg",
          "/tiles/../secret.png",
          "/tiles/12/../secret.png",
          "/tiles/12/2034/../../secret.png",
          "/tiles//etc/passwd.png",
          "/tiles/12/2034/%2e%2e.png",
          "/tiles/-1/2034/1345.png",
          "/tiles/",
          "/tiles/12/2034/1345.png.png"})
        CHECK(map_tile(folder, wrong).status == 404);
    CHECK(map_tile({}, "/tiles/12/2034/1345.png").status == 404);
    std::filesystem::remove_all(folder);
}

}  // namespace waymark::app
