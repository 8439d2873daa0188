// SPDX-License-Identifier: Apache-2.0
#include "client/sparinggrowth.h"

#include <algorithm>

namespace streamgauge {

std::size_t withRoom(std::size_t needed)
{
    constexpr std::size_t leastRoom = 32;
    return needed + std::max(leastRoom, needed / 8);
}

void appendSparingly(std::string &text, std::string_view more)
{
    if (const std::size_t needed = text.size() + more.size(); needed > text.capacity()) {
        std::string larger; // reserve() of one that holds text may double it
        larger.reserve(withRoom(needed));
        larger = text;
        text.swap(larger);
    }
    text += more;
}

}
