// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/prefixcache.h"
#include "simulator/stepcost.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <vector>

namespace streamgauge {

/// Time on the modelled device, since its start.
using ModelTime = Seconds;

struct EngineOptions
{
    bool coldStart = true;
    bool prefixCache = true;
    quint64 seed = 1;
};

struct EngineRequest
{
    quint64 id = 0; ///< unique on its device
    std::vector<std::uint32_t> prompt;
    int outputTokens = 1;
    Seconds residual {0}; ///< in addition to the profile's overhead
    Seconds uncached {0}; ///< the first step takes this much longer where nothing of the prompt is cached
};

/// One generated token.
struct EngineToken
{
    ModelTime at {0};
    int engine = 0;
    quint64 request = 0;
    int index = 0; ///< 0 is the first
    int cachedTokens = 0;
    bool last = false;
};

struct EngineCounters
{
    int running = 0;
    int waiting = 0;
    double kvUsage = 0; ///< 0 to 1
    quint64 promptTokens = 0;
    quint64 generatedTokens = 0;
    quint64 cacheQueries = 0; ///< tokens looked up
    quint64 cacheHits = 0;    ///< tokens found
    quint64 finished = 0;
};

/// Continuous batching of one model: requests wait in a queue, are taken into the batch between steps, prefilled and
/// then decoded a token a step. Knows what a step costs alone; the device decides how long it takes.
class ModelEngine
{
public:
    ModelEngine(SimulatorProfile profile, const DeviceSpec &device, EngineOptions options);

    void submit(EngineRequest request, ModelTime now);
    /// The request's place in the queue or the batch is free at once; a step under way goes on to its end.
    void cancel(quint64 id);

    /// Cold again: the next step takes as long as the first, and no prompt is known.
    void forgetCache();

    /// When the next waiting request can join a batch; empty where none waits.
    std::optional<ModelTime> nextReady() const;
    /// Takes in what is ready; the next step's cost, or nothing where there is nothing to do.
    std::optional<StepCost> beginStep(ModelTime now);
    /// Appends the tokens of the step begun last. Their `engine` is left to the caller.
    void endStep(ModelTime at, std::vector<EngineToken> &tokens);

    const SimulatorProfile &profile() const { return m_profile; }
    EngineCounters counters() const;

private:
    struct Sequence
    {
        EngineRequest request;
        ModelTime readyAt {0};
        int cachedTokens = 0;
        int computed = 0; ///< prompt tokens with keys and values
        int generated = 0;
        int scheduled = 0; ///< tokens in the step under way

        int promptTokens() const { return static_cast<int>(request.prompt.size()); }
        bool prefilling() const { return computed < promptTokens(); }
        int context() const { return computed + generated; }
        int reserved() const { return promptTokens() + request.outputTokens; }
    };

    void admit(ModelTime now);
    StepWork schedule();
    double drawJitter();

    SimulatorProfile m_profile;
    DeviceSpec m_device;
    EngineOptions m_options;
    double m_kvCapacity;
    PrefixCache m_cache;
    std::mt19937_64 m_random;
    Seconds m_extra;                ///< of the next step: cold start, prompts seen for the first time
    std::deque<Sequence> m_waiting; ///< by the time they are ready
    std::vector<Sequence> m_running;
    EngineCounters m_totals;
};

}
