// SPDX-License-Identifier: MIT
#include "clk/groups.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace waymark::clk {

namespace {

constexpr std::size_t parties_max = 64;

struct Candidate {
    double similarity;
    Member one;
    Member other;
};

/// Records that are together, by the first of them.
class Union {
public:
    std::size_t find(std::size_t at) {
        while (parents_[at] != at)
            at = parents_[at] = parents_[parents_[at]];
        return at;
    }
    std::size_t add(const Member& member) {
        const auto [found, is_new] = places_.try_emplace(member, parents_.size());
        if (is_new) {
            parents_.push_back(found->second);
            parties_.push_back(1ULL << member.party);
        }
        return found->second;
    }
    /// Not where both hold a record of one party.
    void join(std::size_t one, std::size_t other) {
        one = find(one);
        other = find(other);
        if (one == other || (parties_[one] & parties_[other]) != 0) return;
        parents_[other] = one;
        parties_[one] |= parties_[other];
    }
    const std::map<Member, std::size_t>& members() const { return places_; }

private:
    std::map<Member, std::size_t> places_;
    std::vector<std::size_t> parents_;
    std::vector<std::uint64_t> parties_;
};

}  // namespace

std::vector<std::vector<Member>> groups_of(const std::vector<PartyMatches>& matches) {
    std::vector<Candidate> candidates;
    for (const auto& [left, right, found] : matches) {
        if (left >= parties_max || right >= parties_max || left == right)
            throw std::invalid_argument{"a match is of two parties, of 64 at most"};
        for (const auto& match : found)
            candidates.push_back({match.similarity, {left, match.left}, {right, match.right}});
    }
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
        return std::tuple{-a.similarity, a.one, a.other} <
               std::tuple{-b.similarity, b.one, b.other};
    });
    Union together;
    for (const auto& candidate : candidates)
        together.join(together.add(candidate.one), together.add(candidate.other));
    std::map<std::size_t, std::vector<Member>> by_first;
    for (const auto& [member, number] : together.members())
        by_first[together.find(number)].push_back(member);
    std::vector<std::vector<Member>> groups;
    for (auto& [first, members] : by_first)
        if (members.size() > 1) groups.push_back(std::move(members));
    std::ranges::sort(groups);
    return groups;
}

}  // namespace waymark::clk
