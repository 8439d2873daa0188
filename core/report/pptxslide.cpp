// SPDX-License-Identifier: Apache-2.0
#include "report/pptxslide.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace streamgauge {

namespace {

const QString drawing = QStringLiteral("http://schemas.openxmlformats.org/drawingml/2006/main");
const QString presentation = QStringLiteral("http://schemas.openxmlformats.org/presentationml/2006/main");
const QString relationships = QStringLiteral("http://schemas.openxmlformats.org/officeDocument/2006/relationships");

constexpr int emuPerInch = 914'400;
constexpr int margin = emuPerInch / 2;
constexpr int slideWidth = 12'192'000;
constexpr int slideHeight = 6'858'000;
constexpr int contentTop = 1'250'000;
constexpr int footerTop = 6'330'000;

struct Box
{
    int x = margin;
    int y = 0;
    int width = slideWidth - 2 * margin;
    int height = 0;
};

struct TextStyle
{
    int size_pt = 12;
    bool isBold = false;
    bool isRight = false;
    QString color = QStringLiteral("1A1E26");
};

/// Writes the elements of one slide; every shape has a number of its own.
class SlideWriter
{
public:
    SlideWriter()
        : m_xml(&m_bytes)
    {
        m_xml.writeNamespace(drawing, QStringLiteral("a"));
        m_xml.writeNamespace(relationships, QStringLiteral("r"));
        m_xml.writeNamespace(presentation, QStringLiteral("p"));
    }

    QByteArray write(const Slide &slide)
    {
        m_xml.writeStartDocument(QStringLiteral("1.0"), true);
        m_xml.writeStartElement(presentation, QStringLiteral("sld"));
        m_xml.writeStartElement(presentation, QStringLiteral("cSld"));
        m_xml.writeStartElement(presentation, QStringLiteral("spTree"));
        writeTreeHead();
        writeText(slide.title, {.y = 380'000, .height = 800'000}, {.size_pt = 28, .isBold = true}, true);
        if (slide.table)
            writeTable(*slide.table);
        else if (!slide.png.isEmpty())
            writePicture(slide);
        if (!slide.footer.isEmpty())
            writeText(slide.footer, {.y = footerTop, .height = 380'000},
                      {.size_pt = 11, .color = QStringLiteral("5F6877")}, false);
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeEndDocument();
        return m_bytes;
    }

private:
    void writeTreeHead()
    {
        m_xml.writeStartElement(presentation, QStringLiteral("nvGrpSpPr"));
        writeName(QStringLiteral("Slide"));
        m_xml.writeEmptyElement(presentation, QStringLiteral("cNvGrpSpPr"));
        m_xml.writeEmptyElement(presentation, QStringLiteral("nvPr"));
        m_xml.writeEndElement();
        m_xml.writeEmptyElement(presentation, QStringLiteral("grpSpPr"));
    }

    void writeName(const QString &name)
    {
        m_xml.writeEmptyElement(presentation, QStringLiteral("cNvPr"));
        m_xml.writeAttribute(QStringLiteral("id"), QString::number(++m_shapes));
        m_xml.writeAttribute(QStringLiteral("name"), QStringLiteral("%1 %2").arg(name).arg(m_shapes));
    }

    void writePlace(const Box &box, const QString &uri)
    {
        m_xml.writeStartElement(uri, QStringLiteral("xfrm"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("off"));
        m_xml.writeAttribute(QStringLiteral("x"), QString::number(box.x));
        m_xml.writeAttribute(QStringLiteral("y"), QString::number(box.y));
        m_xml.writeEmptyElement(drawing, QStringLiteral("ext"));
        m_xml.writeAttribute(QStringLiteral("cx"), QString::number(box.width));
        m_xml.writeAttribute(QStringLiteral("cy"), QString::number(box.height));
        m_xml.writeEndElement();
    }

    void writeRectangle()
    {
        m_xml.writeStartElement(drawing, QStringLiteral("prstGeom"));
        m_xml.writeAttribute(QStringLiteral("prst"), QStringLiteral("rect"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("avLst"));
        m_xml.writeEndElement();
    }

    void writeParagraph(const QString &text, const TextStyle &style)
    {
        m_xml.writeStartElement(drawing, QStringLiteral("p"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("pPr"));
        m_xml.writeAttribute(QStringLiteral("algn"), style.isRight ? QStringLiteral("r") : QStringLiteral("l"));
        m_xml.writeStartElement(drawing, QStringLiteral("r"));
        m_xml.writeStartElement(drawing, QStringLiteral("rPr"));
        m_xml.writeAttribute(QStringLiteral("lang"), QStringLiteral("en-US"));
        m_xml.writeAttribute(QStringLiteral("sz"), QString::number(style.size_pt * 100));
        m_xml.writeAttribute(QStringLiteral("b"), style.isBold ? QStringLiteral("1") : QStringLiteral("0"));
        m_xml.writeStartElement(drawing, QStringLiteral("solidFill"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("srgbClr"));
        m_xml.writeAttribute(QStringLiteral("val"), style.color);
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeTextElement(drawing, QStringLiteral("t"), text);
        m_xml.writeEndElement();
        m_xml.writeEndElement();
    }

    void writeText(const QString &text, const Box &box, const TextStyle &style, bool isTitle)
    {
        m_xml.writeStartElement(presentation, QStringLiteral("sp"));
        m_xml.writeStartElement(presentation, QStringLiteral("nvSpPr"));
        writeName(isTitle ? QStringLiteral("Title") : QStringLiteral("Text"));
        m_xml.writeEmptyElement(presentation, QStringLiteral("cNvSpPr"));
        m_xml.writeStartElement(presentation, QStringLiteral("nvPr"));
        if (isTitle) {
            m_xml.writeEmptyElement(presentation, QStringLiteral("ph"));
            m_xml.writeAttribute(QStringLiteral("type"), QStringLiteral("title"));
        }
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeStartElement(presentation, QStringLiteral("spPr"));
        writePlace(box, drawing);
        writeRectangle();
        m_xml.writeEndElement();
        m_xml.writeStartElement(presentation, QStringLiteral("txBody"));
        m_xml.writeStartElement(drawing, QStringLiteral("bodyPr"));
        m_xml.writeAttribute(QStringLiteral("wrap"), QStringLiteral("square"));
        m_xml.writeAttribute(QStringLiteral("lIns"), QStringLiteral("0"));
        m_xml.writeAttribute(QStringLiteral("rIns"), QStringLiteral("0"));
        m_xml.writeAttribute(QStringLiteral("anchor"), isTitle ? QStringLiteral("ctr") : QStringLiteral("t"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("normAutofit")); // a long title is set smaller, not cut
        m_xml.writeEndElement();
        m_xml.writeEmptyElement(drawing, QStringLiteral("lstStyle"));
        writeParagraph(text, style);
        m_xml.writeEndElement();
        m_xml.writeEndElement();
    }

    void writePicture(const Slide &slide)
    {
        const QSize room(slideWidth - 2 * margin, footerTop - contentTop - 80'000);
        const QSize size = slide.pixels.scaled(room, Qt::KeepAspectRatio);
        m_xml.writeStartElement(presentation, QStringLiteral("pic"));
        m_xml.writeStartElement(presentation, QStringLiteral("nvPicPr"));
        m_xml.writeEmptyElement(presentation, QStringLiteral("cNvPr"));
        m_xml.writeAttribute(QStringLiteral("id"), QString::number(++m_shapes));
        m_xml.writeAttribute(QStringLiteral("name"), QStringLiteral("Picture %1").arg(m_shapes));
        m_xml.writeAttribute(QStringLiteral("descr"), slide.title);
        m_xml.writeEmptyElement(presentation, QStringLiteral("cNvPicPr"));
        m_xml.writeEmptyElement(presentation, QStringLiteral("nvPr"));
        m_xml.writeEndElement();
        m_xml.writeStartElement(presentation, QStringLiteral("blipFill"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("blip"));
        m_xml.writeAttribute(relationships, QStringLiteral("embed"), QStringLiteral("rId2"));
        m_xml.writeStartElement(drawing, QStringLiteral("stretch"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("fillRect"));
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeStartElement(presentation, QStringLiteral("spPr"));
        writePlace({.x = (slideWidth - size.width()) / 2,
                    .y = contentTop + (room.height() - size.height()) / 2,
                    .width = size.width(),
                    .height = size.height()},
                   drawing);
        writeRectangle();
        m_xml.writeEndElement();
        m_xml.writeEndElement();
    }

    /// So that no cell has to wrap, as far as can be told: letters are somewhat more than half as wide as high.
    static int sizeThatFits(const ReportTable &table)
    {
        constexpr double widthPerPoint = 0.6;
        constexpr double emuPerPoint = 12'700;
        double letters = 0;
        for (qsizetype column = 0; column < table.header.size(); ++column) {
            qsizetype longest = table.header[column].size();
            for (const QStringList &row : table.rows)
                longest = std::max(longest, row.value(column).size());
            letters += static_cast<double>(longest) + 2;
        }
        return static_cast<int>((slideWidth - 2 * margin) / emuPerPoint / widthPerPoint / letters);
    }

    /// The first column as wide as its texts need, as far as can be told without their font.
    static std::vector<int> columnWidths(const ReportTable &table)
    {
        std::vector<double> shares;
        for (qsizetype column = 0; column < table.header.size(); ++column) {
            qsizetype longest = table.header[column].size();
            for (const QStringList &row : table.rows)
                longest = std::max(longest, row.value(column).size());
            shares.push_back(static_cast<double>(std::max<qsizetype>(longest, 5) + 2));
        }
        double sum = 0;
        for (const double share : shares)
            sum += share;
        std::vector<int> widths;
        for (const double share : shares)
            widths.push_back(static_cast<int>((slideWidth - 2 * margin) * share / sum));
        return widths;
    }

    void writeCell(const QString &text, const TextStyle &style)
    {
        m_xml.writeStartElement(drawing, QStringLiteral("tc"));
        m_xml.writeStartElement(drawing, QStringLiteral("txBody"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("bodyPr"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("lstStyle"));
        writeParagraph(text, style);
        m_xml.writeEndElement();
        m_xml.writeStartElement(drawing, QStringLiteral("tcPr"));
        m_xml.writeAttribute(QStringLiteral("anchor"), QStringLiteral("ctr"));
        m_xml.writeStartElement(drawing, QStringLiteral("lnB"));
        m_xml.writeAttribute(QStringLiteral("w"), QStringLiteral("6350"));
        m_xml.writeStartElement(drawing, QStringLiteral("solidFill"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("srgbClr"));
        m_xml.writeAttribute(QStringLiteral("val"), QStringLiteral("E2E5EA"));
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeEmptyElement(drawing, QStringLiteral("noFill"));
        m_xml.writeEndElement();
        m_xml.writeEndElement();
    }

    void writeRow(const QStringList &cells, int textColumns, TextStyle style, int height)
    {
        m_xml.writeStartElement(drawing, QStringLiteral("tr"));
        m_xml.writeAttribute(QStringLiteral("h"), QString::number(height));
        for (qsizetype column = 0; column < cells.size(); ++column) {
            style.isRight = column >= textColumns;
            writeCell(cells[column], style);
        }
        m_xml.writeEndElement();
    }

    void writeTable(const ReportTable &table)
    {
        const int rows = static_cast<int>(table.rows.size()) + 1;
        const int height = std::min(420'000, (footerTop - contentTop - 80'000) / rows);
        const int size_pt = std::clamp(std::min(height / 26'000, sizeThatFits(table)), 10, 14);
        m_xml.writeStartElement(presentation, QStringLiteral("graphicFrame"));
        m_xml.writeStartElement(presentation, QStringLiteral("nvGraphicFramePr"));
        writeName(QStringLiteral("Table"));
        m_xml.writeEmptyElement(presentation, QStringLiteral("cNvGraphicFramePr"));
        m_xml.writeEmptyElement(presentation, QStringLiteral("nvPr"));
        m_xml.writeEndElement();
        writePlace({.y = contentTop, .height = height * rows}, presentation);
        m_xml.writeStartElement(drawing, QStringLiteral("graphic"));
        m_xml.writeStartElement(drawing, QStringLiteral("graphicData"));
        m_xml.writeAttribute(QStringLiteral("uri"),
                             QStringLiteral("http://schemas.openxmlformats.org/drawingml/2006/table"));
        m_xml.writeStartElement(drawing, QStringLiteral("tbl"));
        m_xml.writeEmptyElement(drawing, QStringLiteral("tblPr"));
        m_xml.writeAttribute(QStringLiteral("firstRow"), QStringLiteral("1"));
        m_xml.writeStartElement(drawing, QStringLiteral("tblGrid"));
        for (const int width : columnWidths(table)) {
            m_xml.writeEmptyElement(drawing, QStringLiteral("gridCol"));
            m_xml.writeAttribute(QStringLiteral("w"), QString::number(width));
        }
        m_xml.writeEndElement();
        writeRow(table.header, table.textColumns,
                 {.size_pt = size_pt, .isBold = true, .color = QStringLiteral("5F6877")}, height);
        for (QStringList row : table.rows) {
            while (row.size() < table.header.size())
                row.append(QString());
            writeRow(row, table.textColumns, {.size_pt = size_pt}, height);
        }
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeEndElement();
    }

    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
    int m_shapes = 0;
};

}

QByteArray slideXml(const Slide &slide)
{
    return SlideWriter().write(slide);
}

QByteArray slideRelations(const QString &image)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument(QStringLiteral("1.0"), true);
    xml.writeStartElement(QStringLiteral("Relationships"));
    xml.writeDefaultNamespace(QStringLiteral("http://schemas.openxmlformats.org/package/2006/relationships"));
    const auto add = [&](const QString &id, const QString &type, const QString &target) {
        xml.writeEmptyElement(QStringLiteral("Relationship"));
        xml.writeAttribute(QStringLiteral("Id"), id);
        xml.writeAttribute(QStringLiteral("Type"), relationships + u'/' + type);
        xml.writeAttribute(QStringLiteral("Target"), target);
    };
    add(QStringLiteral("rId1"), QStringLiteral("slideLayout"), QStringLiteral("../slideLayouts/slideLayout1.xml"));
    if (!image.isEmpty())
        add(QStringLiteral("rId2"), QStringLiteral("image"), QStringLiteral("../media/") + image);
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

}
