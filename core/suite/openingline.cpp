// SPDX-License-Identifier: Apache-2.0
#include "suite/openingline.h"

#include <QStringList>

#include <array>

namespace streamgauge {

namespace {

constexpr int wordsPerLine = 8;
constexpr int bitsPerWord = 7;

/// Short everyday words, each one token to most tokenizers: lines that differ in length would make prompts do so.
constexpr std::array<const char *, 1 << bitsPerWord> words {
    "river", "stone", "cloud", "paper", "north", "table", "light", "water", "green", "music", "iron",  "ocean", "queen",
    "uncle", "wagon", "youth", "zero",  "apple", "eagle", "glass", "image", "lemon", "metal", "night", "olive", "piano",
    "quiet", "road",  "salt",  "train", "union", "voice", "wheel", "east",  "gold",  "horse", "inch",  "judge", "king",
    "lake",  "moon",  "nurse", "quick", "rain",  "sugar", "tower", "under", "west",  "year",  "beach", "earth", "field",
    "house", "ice",   "joint", "key",   "leaf",  "name",  "order", "plant", "rock",  "south", "tree",  "upper", "view",
    "wind",  "black", "chair", "door",  "fire",  "grass", "hill",  "brown", "camp",  "dance", "bird",  "bank",  "bell",
    "blue",  "boat",  "bone",  "book",  "bread", "brick", "cake",  "card",  "chain", "city",  "clay",  "coal",  "coat",
    "coin",  "cold",  "cook",  "corn",  "cup",   "deer",  "desk",  "dish",  "dog",   "drum",  "dust",  "egg",   "face",
    "farm",  "fish",  "flag",  "foot",  "fork",  "frog",  "game",  "gate",  "goat",  "hair",  "hand",  "harp",  "hat",
    "head",  "heart", "horn",  "ink",   "lamp",  "land",  "lead",  "line",  "lion",  "lock",  "mail"};

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
