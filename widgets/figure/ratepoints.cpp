// SPDX-License-Identifier: Apache-2.0
#include "figure/livefigure.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace streamgauge {

namespace {

/// Indices from the zero before the first value above 0 to the zero after the last; empty where all are 0.
std::span<const float> active(const std::vector<float> &rate)
{
    const auto above = [](float value) { return value > 0; };
    const auto first = std::ranges::find_if(rate, above);
    if (first == rate.end())
        return {};
    const auto last = std::find_if(rate.rbegin(), rate.rend(), above).base(); // one past it
    const auto from = first == rate.begin() ? first : first - 1;
    const auto to = last == rate.end() ? last : last + 1;
    return {from, to};
}

void addBucket(QPolygonF &points, std::span<const float> values, double first_s, double interval_s)
{
    const auto [low, high] = std::ranges::minmax_element(values);
    const auto point = [&](auto it) {
        return QPointF(first_s + static_cast<double>(it - values.begin()) * interval_s, *it);
    };
    points.append(point(std::min(low, high)));
    if (low != high)
        points.append(point(std::max(low, high)));
}

}

std::vector<QPolygonF> ratePoints(const std::vector<float> &rate, double interval_s, std::size_t mostPoints)
{
    const std::span<const float> values = active(rate);
    if (values.empty())
        return {};
    const auto offset = static_cast<std::size_t>(values.data() - rate.data());
    // Buckets are fixed to the run's start: a point that was drawn stays where it was while the line grows.
    std::size_t bucket = 1;
    while (bucket > 1 ? values.size() * 2 > bucket * (mostPoints - 4) : values.size() > mostPoints)
        ++bucket;
    std::vector<QPolygonF> stretches;
    bool open = false;
    for (std::size_t i = offset; i < offset + values.size();) {
        const std::size_t end = std::min((i / bucket + 1) * bucket, offset + values.size());
        std::size_t stop = i;
        while (stop < end && !std::isnan(rate[stop]))
            ++stop;
        if (stop > i) {
            if (!open)
                stretches.emplace_back();
            addBucket(stretches.back(), std::span(rate).subspan(i, stop - i), static_cast<double>(i) * interval_s,
                      interval_s);
        }
        open = stop == end;
        i = stop == end ? end : stop + 1;
    }
    return stretches;
}

std::vector<double> spread(const std::vector<double> &wanted, double distance, double low, double high)
{
    std::vector<std::size_t> order(wanted.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i]; });

    // Labels that would overlap become a block, which lies where its members want to be on average.
    struct Block
    {
        double sum = 0; ///< of the places its first member should have
        std::size_t count = 0;
        double first = 0;
    };
    const auto place = [&](Block &block) {
        const auto length = static_cast<double>(block.count - 1) * distance;
        block.first = std::max(low, std::min(block.sum / static_cast<double>(block.count), high - length));
    };
    std::vector<Block> blocks;
    for (const std::size_t i : order) {
        blocks.push_back({wanted[i], 1, 0});
        place(blocks.back());
        while (blocks.size() > 1) {
            Block &before = blocks[blocks.size() - 2];
            const Block &last = blocks.back();
            const auto length = static_cast<double>(before.count) * distance;
            if (before.first + length <= last.first)
                break;
            before.sum += last.sum - static_cast<double>(last.count) * length;
            before.count += last.count;
            blocks.pop_back();
            place(blocks.back());
        }
    }
    std::vector<double> placed(wanted.size());
    std::size_t next = 0;
    for (const Block &block : blocks)
        for (std::size_t i = 0; i < block.count; ++i)
            placed[order[next++]] = block.first + static_cast<double>(i) * distance;
    return placed;
}

}
