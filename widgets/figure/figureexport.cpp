// SPDX-License-Identifier: Apache-2.0
#include "figure/figureexport.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QIODevice>
#include <QImageWriter>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>

namespace streamgauge {

namespace {

constexpr int leastSide = 200;
constexpr int mostSide = 20000;
constexpr qint64 mostPixels = 100'000'000;
constexpr double logicalDpi = 96;
constexpr QSizeF leastLogical {240, 120};

std::unexpected<Error> usage(const QString &message)
{
    return std::unexpected(Error {Error::Code::Usage, message, {}, 0});
}

std::unexpected<Error> ioError(const QString &message)
{
    return std::unexpected(Error {Error::Code::Io, message, {}, 0});
}

/// Qt's SVG and PDF writers do not report a full disk, so they write into memory and this to the device.
Expected<void> flush(QIODevice &device, const QByteArray &content, const QString &what)
{
    if (device.write(content) == content.size())
        return {};
    return ioError(QStringLiteral("the %1 could not be written: %2").arg(what, device.errorString()));
}

}

Expected<PictureFormat> pictureFormat(const QString &fileName)
{
    if (fileName.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
        return PictureFormat::Png;
    if (fileName.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        return PictureFormat::Svg;
    if (fileName.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return PictureFormat::Pdf;
    return usage(
        QStringLiteral("the format of \"%1\" is not known; the name must end in .png, .svg or .pdf").arg(fileName));
}

Expected<QSize> parsePixels(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^([0-9]{1,6})[xX×]([0-9]{1,6})$"));
    const QRegularExpressionMatch match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return usage(QStringLiteral("\"%1\" is no size; write width x height in pixels, as 1600x900").arg(text));
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

Expected<void> checkSize(const PictureSize &size)
{
    const auto [width, height] = size.pixels;
    const QString name = QStringLiteral("%1x%2").arg(width).arg(height);
    if (size.dpi < 30 || size.dpi > 1200)
        return usage(QStringLiteral("%1 dpi is not drawn; 30 to 1200 are").arg(size.dpi));
    if (width < leastSide || height < leastSide / 2)
        return usage(
            QStringLiteral("%1 is too small to be read; at least %2x%3").arg(name).arg(leastSide).arg(leastSide / 2));
    if (width > mostSide || height > mostSide || qint64(width) * height > mostPixels)
        return usage(QStringLiteral("%1 is too large; at most %2 pixels a side and %3 million in all")
                         .arg(name)
                         .arg(mostSide)
                         .arg(mostPixels / 1'000'000));
    const QSizeF logical = logicalSize(size);
    if (logical.width() < leastLogical.width() || logical.height() < leastLogical.height())
        return usage(QStringLiteral("%1 at %2 dpi is %3 x %4 inches, too small to be read; at least 2.5 x 1.25")
                         .arg(name)
                         .arg(size.dpi)
                         .arg(logical.width() / logicalDpi, 0, 'f', 1)
                         .arg(logical.height() / logicalDpi, 0, 'f', 1));
    return {};
}

QSizeF logicalSize(const PictureSize &size)
{
    return QSizeF(size.pixels) * devicePixel(size);
}

double devicePixel(const PictureSize &size)
{
    return logicalDpi / size.dpi;
}

FigureScene layoutForExport(const BarFigure &figure, const PictureSize &size, const Theme &theme)
{
    FigureStyle style = exportStyle(theme);
    style.pixel = devicePixel(size);
    return layoutBarFigure(figure, logicalSize(size), style);
}

QImage renderImage(const FigureScene &scene, const PictureSize &size)
{
    QImage image(size.pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(scene.background.isValid() ? scene.background : QColor(Qt::transparent));
    QPainter painter(&image);
    painter.scale(1 / devicePixel(size), 1 / devicePixel(size));
    paintScene(painter, scene);
    painter.end();
    constexpr double inchesAMetre = 1 / 0.0254;
    image.setDotsPerMeterX(qRound(size.dpi * inchesAMetre));
    image.setDotsPerMeterY(qRound(size.dpi * inchesAMetre));
    return image;
}

Expected<void> writePng(QIODevice &device, const FigureScene &scene, const PictureSize &size)
{
    QImageWriter writer(&device, "png");
    const QImage image = renderImage(scene, size);
    const bool opaque = scene.background.isValid();
    if (writer.write(opaque ? image.convertToFormat(QImage::Format_RGB32) : image))
        return {};
    return ioError(QStringLiteral("the picture could not be written: %1").arg(writer.errorString()));
}

Expected<void> writeSvg(QIODevice &device, const FigureScene &scene, const PictureSize &size, const QString &title)
{
    QBuffer content;
    content.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&content);
    generator.setResolution(qRound(logicalDpi));
    generator.setSize(logicalSize(size).toSize());
    generator.setViewBox(QRectF({0, 0}, logicalSize(size)));
    generator.setTitle(title);
    QPainter painter(&generator);
    paintScene(painter, scene);
    painter.end();
    return flush(device, content.data(), QStringLiteral("SVG"));
}

Expected<void> writePdf(QIODevice &device, const FigureScene &scene, const PictureSize &size, const QString &title)
{
    QBuffer content;
    content.open(QIODevice::WriteOnly);
    QPdfWriter writer(&content);
    writer.setTitle(title);
    constexpr int resolution = 1200;
    writer.setResolution(resolution);
    writer.setPageMargins({});
    writer.setPageSize(QPageSize(logicalSize(size) / logicalDpi, QPageSize::Inch, {}, QPageSize::ExactMatch));
    QPainter painter(&writer);
    painter.scale(resolution / logicalDpi, resolution / logicalDpi);
    paintScene(painter, scene);
    painter.end();
    return flush(device, content.data(), QStringLiteral("PDF"));
}

Expected<void> writePicture(QIODevice &device, PictureFormat format, const FigureScene &scene, const PictureSize &size,
                            const QString &title)
{
    switch (format) {
    case PictureFormat::Png:
        return writePng(device, scene, size);
    case PictureFormat::Svg:
        return writeSvg(device, scene, size, title);
    case PictureFormat::Pdf:
        return writePdf(device, scene, size, title);
    }
    Q_UNREACHABLE();
}

void copyToClipboard(const FigureScene &scene, const PictureSize &size)
{
    QGuiApplication::clipboard()->setImage(renderImage(scene, size));
}

}
