// SPDX-License-Identifier: Apache-2.0
#include "figure/picturesizes.h"

#include <algorithm>

namespace streamgauge {

std::vector<NamedSize> namedSizes()
{
    // Dots per inch are such that a slide is 13.33 × 7.5 inches: type has the same size on all of them.
    return {
        {QStringLiteral("notebook"), QStringLiteral("Across a slide or notebook, 15 × 5 in"), {{2250, 750}, 150}},
        {QStringLiteral("slide"), QStringLiteral("Slide 16:9, 1920 × 1080"), {{1920, 1080}, 144}},
        {QStringLiteral("slide-4k"), QStringLiteral("Slide 16:9, 3840 × 2160"), {{3840, 2160}, 288}},
        {QStringLiteral("half-slide"), QStringLiteral("Half a slide, 960 × 1080"), {{960, 1080}, 144}},
        {QStringLiteral("slide-4x3"), QStringLiteral("Slide 4:3, 1440 × 1080"), {{1440, 1080}, 144}},
        {QStringLiteral("a4"), QStringLiteral("A4 across, 297 × 210 mm"), {{1754, 1240}, 150}},
        {QStringLiteral("page"), QStringLiteral("Page width, 7 × 3.5 in"), {{1050, 525}, 150}},
    };
}

std::optional<PictureSize> findSize(const QString &id)
{
    const std::vector<NamedSize> sizes = namedSizes();
    const auto found = std::ranges::find(sizes, id, &NamedSize::id);
    return found == sizes.end() ? std::nullopt : std::optional(found->size);
}

}
