// SPDX-License-Identifier: Apache-2.0
#include "report/pptx.h"

#include "base/zipfile.h"
#include "report/pptxslide.h"

#include <QDateTime>
#include <QFile>

namespace streamgauge {

namespace {

const QByteArray xmlHead = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
                           "\n";

/// A part that is the same in every file.
QByteArray fixedPart(const QString &name)
{
    QFile file(QStringLiteral(":/streamgauge/pptx/") + name);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    return isOpen ? file.readAll() : QByteArray();
}

QByteArray contentTypes(std::size_t slides)
{
    const QByteArray type = "application/vnd.openxmlformats-officedocument.presentationml.";
    QByteArray xml = xmlHead
        + R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
          R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
          R"(<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>)";
    const auto add = [&](const QByteArray &part, const QByteArray &content) {
        xml += "<Override PartName=\"" + part + "\" ContentType=\"" + content + "\"/>";
    };
    add("/ppt/presentation.xml", type + "presentation.main+xml");
    add("/ppt/slideMasters/slideMaster1.xml", type + "slideMaster+xml");
    add("/ppt/slideLayouts/slideLayout1.xml", type + "slideLayout+xml");
    add("/ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml");
    add("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    for (std::size_t i = 1; i <= slides; ++i)
        add("/ppt/slides/slide" + QByteArray::number(i) + ".xml", type + "slide+xml");
    return xml + "</Types>";
}

QByteArray presentationXml(std::size_t slides)
{
    constexpr int firstId = 256; // the least that ECMA-376 allows
    QByteArray xml = xmlHead
        + R"(<p:presentation xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" )"
          R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" )"
          R"(xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">)"
          R"(<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>)";
    for (std::size_t i = 1; i <= slides; ++i)
        xml += "<p:sldId id=\"" + QByteArray::number(firstId + qlonglong(i)) + "\" r:id=\"rId"
            + QByteArray::number(i + 1) + "\"/>";
    return xml
        + R"(</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>)"
          R"(</p:presentation>)";
}

QByteArray presentationRelations(std::size_t slides)
{
    const QByteArray type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    QByteArray xml =
        xmlHead + R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    const auto add = [&](std::size_t id, const QByteArray &kind, const QByteArray &target) {
        xml += "<Relationship Id=\"rId" + QByteArray::number(id) + "\" Type=\"" + type + kind + "\" Target=\"" + target
            + "\"/>";
    };
    add(1, "slideMaster", "slideMasters/slideMaster1.xml");
    for (std::size_t i = 1; i <= slides; ++i)
        add(i + 1, "slide", "slides/slide" + QByteArray::number(i) + ".xml");
    add(slides + 2, "theme", "theme/theme1.xml");
    return xml + "</Relationships>";
}

QByteArray coreProperties(const QString &title)
{
    const QByteArray now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toUtf8();
    return xmlHead
        + R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
          R"(xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" )"
          R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>)"
        + title.toHtmlEscaped().toUtf8() + R"(</dc:title><dc:creator>Streamgauge</dc:creator>)"
        + R"(<dcterms:created xsi:type="dcterms:W3CDTF">)" + now + "</dcterms:created></cp:coreProperties>";
}

}

Expected<QByteArray> toPptx(const std::vector<Slide> &slides, const QString &title)
{
    const std::size_t count = slides.size();
    std::vector<std::pair<QString, QByteArray>> files {
        {QStringLiteral("[Content_Types].xml"), contentTypes(count)},
        {QStringLiteral("_rels/.rels"), fixedPart(QStringLiteral("root.rels"))},
        {QStringLiteral("docProps/core.xml"), coreProperties(title)},
        {QStringLiteral("ppt/presentation.xml"), presentationXml(count)},
        {QStringLiteral("ppt/_rels/presentation.xml.rels"), presentationRelations(count)},
    };
    for (const char *part : {"slideMaster1.xml", "slideLayout1.xml"}) {
        const QString name = QString::fromLatin1(part);
        const QString folder = QStringLiteral("ppt/%1s/").arg(name.section(u'1', 0, 0));
        files.emplace_back(folder + name, fixedPart(name));
        files.emplace_back(folder + QStringLiteral("_rels/%1.rels").arg(name),
                           fixedPart(name + QStringLiteral(".rels")));
    }
    files.emplace_back(QStringLiteral("ppt/theme/theme1.xml"), fixedPart(QStringLiteral("theme1.xml")));
    for (std::size_t i = 0; i < count; ++i) {
        const QString number = QString::number(i + 1);
        const bool hasPicture = !slides[i].png.isEmpty() && !slides[i].table;
        const QString image = hasPicture ? QStringLiteral("image%1.png").arg(number) : QString();
        files.emplace_back(QStringLiteral("ppt/slides/slide%1.xml").arg(number), slideXml(slides[i]));
        files.emplace_back(QStringLiteral("ppt/slides/_rels/slide%1.xml.rels").arg(number), slideRelations(image));
        if (hasPicture)
            files.emplace_back(QStringLiteral("ppt/media/") + image, slides[i].png);
    }
    return zipped(files);
}

}
