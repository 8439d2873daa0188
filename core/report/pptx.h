// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "report/reporttables.h"

#include <QByteArray>
#include <QSize>

#include <optional>
#include <vector>

namespace streamgauge {

/// A slide of 13.33 × 7.5 inches: a title, a picture or a table below it, small print at the bottom.
struct Slide
{
    QString title;
    QByteArray png; ///< empty: no picture
    QSize pixels;   ///< of the picture
    std::optional<ReportTable> table {};
    QString footer;
};

/// A PowerPoint file (Office Open XML, ECMA-376) of native text, tables and pictures. @p title is the document's.
/// Errors: what libzip says.
Expected<QByteArray> toPptx(const std::vector<Slide> &slides, const QString &title);

}
