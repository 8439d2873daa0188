// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <span>
#include <unordered_map>
#include <vector>

namespace streamgauge {

/// Prompt blocks already prefilled, as vLLM keeps them: blocks of 16 tokens, each known by all tokens up to its end,
/// the least recently used dropped first.
class PrefixCache
{
public:
    static constexpr int blockTokens = 16;

    explicit PrefixCache(std::size_t capacityBlocks);

    /// How many of the first tokens need no prefill: whole blocks, and never all of them, since the last token
    /// has to be computed for the next one to be known. Marks those blocks as used.
    int lookUp(std::span<const std::uint32_t> tokens);
    void insert(std::span<const std::uint32_t> tokens);

private:
    using Hash = std::uint64_t;

    static std::vector<Hash> blockHashes(std::span<const std::uint32_t> tokens);
    void markUsed(const std::vector<Hash> &hashes);

    std::size_t m_capacity;
    std::list<Hash> m_byUse; ///< last used first
    std::unordered_map<Hash, std::list<Hash>::iterator> m_blocks;
};

}
