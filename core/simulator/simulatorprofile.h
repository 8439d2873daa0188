// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "endpoint/endpoint.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace streamgauge {

/// How a model thinks aloud.
enum class ReasoningStyle {
    None,
    Field,  ///< first `delta.reasoning_content`, then `delta.content`
    Inline, ///< `<think>…</think>` inside the content
};

/// What is fitted, so that the model of the device gives the measured figures.
struct EngineFit
{
    double bandwidthEfficiency = 1; ///< of the device's bandwidth, while decoding alone
    double computeEfficiency = 1;   ///< of the device's compute peak, while prefilling alone
    double kvBytesPerToken = 0;
    Seconds requestOverhead {0}; ///< from a request's arrival until it can join a batch
    Seconds coldStart {0};       ///< the first step after a fresh start takes this much longer
    double jitter = 0;           ///< relative standard deviation of a step's time
    int maxBatchedTokens = 8192; ///< prompt and decode tokens in one step
};

/// How long the model's answer to one test of the bundled suite was, in true tokens.
struct KnownAnswer
{
    QString test;
    int tokens = 1;          ///< reasoning included; max_tokens cuts it
    int reasoningTokens = 0; ///< the first ones
    Seconds residual {0};    ///< measured before the first token beyond what the device explains
    Seconds uncached {0};    ///< the same, only where nothing of the prompt is in the prefix cache
};

/// Lengths of all other answers: log-normal.
struct DrawnAnswers
{
    double medianTokens = 250;
    double spread = 0.6; ///< standard deviation of the logarithm
    double reasoningShare = 0;
};

struct SimulatorProfile
{
    QString name;  ///< "llama-70b"
    QString label; ///< "Llama-70B"
    QString model;
    QString hardware;
    Deployment deployment; ///< every number in it is present
    EngineFit fit;
    ReasoningStyle reasoning = ReasoningStyle::None;
    QString suite; ///< the bundled suite whose tests `knownAnswers` are of
    std::vector<KnownAnswer> knownAnswers;
    DrawnAnswers otherAnswers;
};

/// Unknown keys, missing keys, wrong types and bad numbers are errors with their line.
Expected<SimulatorProfile> parseSimulatorProfile(const QByteArray &yaml, const QString &source);

/// A bundled profile; an unknown name is an error that lists the known.
Expected<SimulatorProfile> loadSimulatorProfile(const QString &name);

}
