// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/figureexport.h"

#include <optional>
#include <vector>

namespace streamgauge {

/// A size that pictures are made at, by the name that `export --size` takes.
struct NamedSize
{
    QString id;
    QString title;
    PictureSize size;
};

/// The one to begin with first.
std::vector<NamedSize> namedSizes();
std::optional<PictureSize> findSize(const QString &id);

}
