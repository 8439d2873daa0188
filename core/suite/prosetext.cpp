// SPDX-License-Identifier: Apache-2.0
#include "suite/prosetext.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <random>

namespace streamgauge {

namespace {

// Sentence patterns: %P a person, %V what they did, %T a thing, %A an attribute, %W a place, %D a time.
constexpr std::array patterns {
    "%D, %P %V the %A %T %W.",
    "%P %V a %A %T and, %D, another one %W.",
    "%W there stood a %A %T, which %P %V %D.",
    "It was %D that %P %V the %T, though nobody %W had asked for it.",
    "The %A %T %W was older than the %T that %P %V.",
    "When %P %V the %A %T, the people %W said that it would not last.",
    "Of all that happened %D, only the %A %T %W was ever written down.",
    "%P, who had lived %W for years, %V the %T with great care.",
};
constexpr std::array people {"the harbour master",  "her brother",   "an old pilot",          "the clockmaker",
                             "a young teacher",     "the baker",     "two surveyors",         "the mayor's clerk",
                             "a travelling doctor", "his neighbour", "the lighthouse keeper", "a painter"};
constexpr std::array verbs {"repaired", "measured", "found",    "sold",      "carried", "described",
                            "painted",  "counted",  "borrowed", "inspected", "kept",    "exchanged"};
constexpr std::array things {"clock",  "map",    "boat",   "letter", "bridge", "lantern", "notebook", "barrel",
                             "window", "engine", "ladder", "garden", "wall",   "bell",    "compass",  "cart"};
constexpr std::array attributes {"small", "heavy",  "painted", "broken", "careful", "silver",
                                 "plain", "narrow", "wooden",  "quiet",  "useful",  "strange"};
constexpr std::array places {
    "by the river",     "behind the market", "near the old mill",  "on the north quay",         "in the upper town",
    "under the arches", "across the square", "beside the railway", "at the edge of the forest", "in the next valley"};
constexpr std::array times {"in early spring",   "that same evening",   "a week later",       "before the storm",
                            "on the second day", "after the long rain", "in the last winter", "shortly before noon"};

class Storyteller
{
public:
    explicit Storyteller(quint32 seed)
        : m_random(seed)
    {
    }

    QString sentence()
    {
        QString text;
        for (const char *letter = pick(patterns); *letter; ++letter) {
            if (*letter == '%')
                text += wordsFor(*++letter);
            else
                text += QLatin1Char(*letter);
        }
        text[0] = text[0].toUpper();
        return text;
    }

private:
    // std::mt19937 is the same everywhere, the standard's distributions are not.
    template<std::size_t N>
    const char *pick(const std::array<const char *, N> &choices)
    {
        return choices[m_random() % N];
    }

    QString wordsFor(char letter)
    {
        switch (letter) {
        case 'P':
            return QLatin1String(pick(people));
        case 'V':
            return QLatin1String(pick(verbs));
        case 'T':
            return QLatin1String(pick(things));
        case 'A':
            return QLatin1String(pick(attributes));
        case 'W':
            return QLatin1String(pick(places));
        case 'D':
            return QLatin1String(pick(times));
        default:
            Q_UNREACHABLE();
        }
    }

    std::mt19937 m_random;
};

}

QString proseText(quint32 seed, int words)
{
    constexpr int sentencesPerParagraph = 6;
    Storyteller teller(seed);
    QString text;
    int left = words;
    for (int sentence = 0; left > 0; ++sentence) {
        if (sentence > 0)
            text += sentence % sentencesPerParagraph == 0 ? QLatin1String("\n\n") : QLatin1String(" ");
        const QStringList parts = teller.sentence().split(QLatin1Char(' '));
        const qsizetype taken = std::min<qsizetype>(left, parts.size());
        text += parts.first(taken).join(QLatin1Char(' '));
        left -= static_cast<int>(taken);
    }
    return text;
}

}
