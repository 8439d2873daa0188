// SPDX-License-Identifier: Apache-2.0
#include "suite/openingline.h"

#include <QStringList>

#include <array>

namespace streamgauge {

namespace {

constexpr int wordsPerLine = 8;
constexpr int bitsPerWord = 7;

/// Short everyday words: most tokenizers have each as one token.
constexpr std::array<const char *, 1 << bitsPerWord> words {
    "river",   "stone",   "cloud",  "winter", "paper",  "garden",  "silver", "north",  "table",  "summer",   "light",
    "water",   "green",   "window", "street", "music",  "yellow",  "forest", "island", "letter", "morning",  "bridge",
    "copper",  "market",  "planet", "orange", "pencil", "valley",  "school", "engine", "flower", "harbor",   "iron",
    "jacket",  "kitchen", "ladder", "mirror", "needle", "ocean",   "palace", "queen",  "rabbit", "saddle",   "temple",
    "uncle",   "velvet",  "wagon",  "youth",  "zero",   "apple",   "basket", "candle", "desert", "eagle",    "farmer",
    "glass",   "hammer",  "image",  "jungle", "knight", "lemon",   "metal",  "night",  "olive",  "piano",    "quiet",
    "road",    "salt",    "train",  "union",  "voice",  "wheel",   "autumn", "bottle", "castle", "dinner",   "east",
    "finger",  "gold",    "horse",  "inch",   "judge",  "king",    "lake",   "moon",   "nurse",  "office",   "pocket",
    "quick",   "rain",    "sugar",  "tower",  "under",  "village", "west",   "year",   "animal", "beach",    "circle",
    "doctor",  "earth",   "field",  "ground", "house",  "ice",     "joint",  "key",    "leaf",   "mountain", "name",
    "order",   "plant",   "rock",   "south",  "tree",   "upper",   "view",   "wind",   "black",  "chair",    "door",
    "evening", "fire",    "grass",  "hill",   "brown",  "camp",    "dance"};

/// splitmix64: neighbouring keys give unrelated numbers, different keys different ones.
quint64 scrambled(quint64 key)
{
    key += 0x9E3779B97F4A7C15ULL;
    key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9ULL;
    key = (key ^ (key >> 27)) * 0x94D049BB133111EBULL;
    return key ^ (key >> 31);
}

}

QString openingLine(quint64 key)
{
    quint64 number = scrambled(key);
    QStringList line;
    for (int i = 0; i < wordsPerLine; ++i) {
        line.append(QLatin1String(words[number % words.size()]));
        number >>= bitsPerWord;
    }
    return line.join(QLatin1Char(' '));
}

QString openingLine(quint32 seed, int stage, const PlannedRequest &request)
{
    quint64 key = seed;
    for (const int part : {request.endpoint, stage, request.test, static_cast<int>(request.phase), request.repetition})
        key = scrambled(key) + static_cast<quint64>(part);
    return openingLine(key);
}

}
