// SPDX-License-Identifier: Apache-2.0
#include "simulator/modelengine.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace streamgauge {

namespace {

/// Uniform in (0, 1); the standard distributions differ between libraries, and two runs shall agree anywhere.
double uniform(std::mt19937_64 &random)
{
    return (static_cast<double>(random() >> 11) + 0.5) / 9007199254740992.0; // 2^53
}

}

ModelEngine::ModelEngine(SimulatorProfile profile, const DeviceSpec &device, EngineOptions options)
    : m_profile(std::move(profile))
    , m_device(device)
    , m_options(options)
    , m_kvCapacity(kvCapacityTokens(m_device, m_profile))
    , m_cache(static_cast<std::size_t>(m_kvCapacity / PrefixCache::blockTokens))
    , m_random(options.seed)
    , m_extra(options.coldStart ? m_profile.fit.coldStart : Seconds(0))
{
}

void ModelEngine::submit(EngineRequest request, ModelTime now)
{
    Q_ASSERT(!request.prompt.empty() && request.outputTokens > 0);
    Sequence sequence;
    sequence.readyAt = now + m_profile.fit.requestOverhead + request.residual;
    sequence.request = std::move(request);
    const auto place = std::upper_bound(m_waiting.begin(), m_waiting.end(), sequence.readyAt,
                                        [](ModelTime at, const Sequence &other) { return at < other.readyAt; });
    m_waiting.insert(place, std::move(sequence));
}

void ModelEngine::cancel(quint64 id)
{
    const auto isIt = [id](const Sequence &sequence) { return sequence.request.id == id; };
    std::erase_if(m_waiting, isIt);
    std::erase_if(m_running, isIt);
}

void ModelEngine::forgetCache()
{
    m_cache = PrefixCache(static_cast<std::size_t>(m_kvCapacity / PrefixCache::blockTokens));
    m_extra = m_options.coldStart ? m_profile.fit.coldStart : Seconds(0);
}

std::optional<ModelTime> ModelEngine::nextReady() const
{
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.front().readyAt);
}

void ModelEngine::admit(ModelTime now)
{
    double reserved = 0;
    for (const Sequence &sequence : m_running)
        reserved += sequence.reserved();
    while (!m_waiting.empty() && m_waiting.front().readyAt <= now
           && std::cmp_less(m_running.size(), *m_profile.deployment.maxNumSeqs)
           && (m_running.empty() || reserved + m_waiting.front().reserved() <= m_kvCapacity)) {
        Sequence sequence = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (m_options.prefixCache)
            sequence.cachedTokens = m_cache.lookUp(sequence.request.prompt);
        sequence.computed = sequence.cachedTokens;
        if (sequence.cachedTokens == 0)
            m_extra += sequence.request.uncached;
        reserved += sequence.reserved();
        m_totals.cacheQueries += m_options.prefixCache ? sequence.request.prompt.size() : 0;
        m_totals.cacheHits += static_cast<quint64>(sequence.cachedTokens);
        m_running.push_back(std::move(sequence));
    }
}

StepWork ModelEngine::schedule()
{
    StepWork work;
    int budget = m_profile.fit.maxBatchedTokens;
    const auto take = [&](Sequence &sequence, int wanted) {
        sequence.scheduled = std::min(wanted, budget);
        budget -= sequence.scheduled;
        if (sequence.scheduled > 0) {
            work.tokens += sequence.scheduled;
            work.contextTokens += sequence.context();
        }
    };
    for (Sequence &sequence : m_running) { // decoding first, as vLLM does: a prefill fills what is left
        if (!sequence.prefilling())
            take(sequence, 1);
    }
    for (Sequence &sequence : m_running) {
        if (sequence.prefilling())
            take(sequence, sequence.promptTokens() - sequence.computed);
    }
    return work;
}

std::optional<StepCost> ModelEngine::beginStep(ModelTime now)
{
    admit(now);
    const StepWork work = schedule();
    if (work.tokens == 0)
        return std::nullopt;
    StepCost cost = stepCost(m_device, m_profile, work);
    cost.duration *= drawJitter();
    cost.duration += std::exchange(m_extra, Seconds(0));
    return cost;
}

void ModelEngine::endStep(ModelTime at, std::vector<EngineToken> &tokens)
{
    for (Sequence &sequence : m_running) {
        const int scheduled = std::exchange(sequence.scheduled, 0);
        if (scheduled == 0)
            continue;
        if (sequence.prefilling()) {
            sequence.computed += scheduled;
            if (sequence.prefilling())
                continue;
            m_totals.promptTokens += sequence.request.prompt.size();
            if (m_options.prefixCache)
                m_cache.insert(sequence.request.prompt);
        }
        const bool last = sequence.generated + 1 == sequence.request.outputTokens;
        tokens.push_back({.at = at,
                          .request = sequence.request.id,
                          .index = sequence.generated,
                          .cachedTokens = sequence.cachedTokens,
                          .last = last});
        ++sequence.generated;
        ++m_totals.generatedTokens;
        m_totals.finished += last ? 1 : 0;
    }
    std::erase_if(m_running,
                  [](const Sequence &sequence) { return sequence.generated == sequence.request.outputTokens; });
}

EngineCounters ModelEngine::counters() const
{
    EngineCounters counters = m_totals;
    counters.running = static_cast<int>(m_running.size());
    counters.waiting = static_cast<int>(m_waiting.size());
    for (const Sequence &sequence : m_running)
        counters.kvUsage += sequence.context() / m_kvCapacity;
    counters.kvUsage = std::min(1.0, counters.kvUsage);
    return counters;
}

double ModelEngine::drawJitter()
{
    if (m_profile.fit.jitter == 0)
        return 1;
    const double radius = std::sqrt(-2 * std::log(uniform(m_random))); // Box and Muller
    const double normal = radius * std::cos(2 * std::numbers::pi * uniform(m_random));
    return std::max(0.5, 1 + m_profile.fit.jitter * normal);
}

}
