// SPDX-License-Identifier: Apache-2.0
#include "simulator/prefixcache.h"

#include <algorithm>

namespace streamgauge {

PrefixCache::PrefixCache(std::size_t capacityBlocks)
    : m_capacity(capacityBlocks)
{
}

std::vector<PrefixCache::Hash> PrefixCache::blockHashes(std::span<const std::uint32_t> tokens)
{
    std::vector<Hash> hashes;
    hashes.reserve(tokens.size() / blockTokens);
    Hash hash = 14695981039346656037U; // FNV-1a over the tokens
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        hash = (hash ^ tokens[i]) * 1099511628211U;
        if ((i + 1) % blockTokens == 0)
            hashes.push_back(hash);
    }
    return hashes;
}

int PrefixCache::lookUp(std::span<const std::uint32_t> tokens)
{
    if (tokens.empty())
        return 0;
    std::vector<Hash> hashes = blockHashes(tokens.first(tokens.size() - 1));
    hashes.erase(std::find_if(hashes.begin(), hashes.end(), [this](Hash hash) { return !m_blocks.contains(hash); }),
                 hashes.end());
    markUsed(hashes);
    return static_cast<int>(hashes.size()) * blockTokens;
}

void PrefixCache::insert(std::span<const std::uint32_t> tokens)
{
    markUsed(blockHashes(tokens));
    while (m_byUse.size() > m_capacity) {
        m_blocks.erase(m_byUse.back());
        m_byUse.pop_back();
    }
}

void PrefixCache::markUsed(const std::vector<Hash> &hashes)
{
    // Last block first, so that a prefix is never dropped before what follows it.
    for (auto hash = hashes.rbegin(); hash != hashes.rend(); ++hash) {
        if (const auto found = m_blocks.find(*hash); found != m_blocks.end()) {
            m_byUse.splice(m_byUse.begin(), m_byUse, found->second);
            continue;
        }
        m_byUse.push_front(*hash);
        m_blocks.emplace(*hash, m_byUse.begin());
    }
}

}
