// SPDX-License-Identifier: Apache-2.0
#include "compare/picturedrag.h"

#include "compare/exportfile.h"
#include "figure/picturesizes.h"

#include <QImage>
#include <QUrl>

namespace streamgauge {

std::unique_ptr<QMimeData> draggedPicture(const Comparison &comparison, const QString &chart,
                                          const QTemporaryDir &folder)
{
    PictureOptions options = defaultOptions(comparison);
    options.chart = chart;
    options.size = *findSize(QStringLiteral("slide"));
    const QString path = folder.filePath(chart + QStringLiteral(".png"));
    if (!savePicture(path, comparison, options))
        return nullptr;
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(path)});
    data->setImageData(QImage(path));
    return data;
}

}
