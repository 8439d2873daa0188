// SPDX-License-Identifier: Apache-2.0
#include "suite/openingline.h"

#include "base/splitmix.h"

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

}

QString openingLine(quint64 key)
{
    quint64 number = splitmix(key);
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
        key = splitmix(key) + static_cast<quint64>(part);
    return openingLine(key);
}

}
