// SPDX-License-Identifier: Apache-2.0
#include "report/pptx.h"
#include "zipreader.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace streamgauge;

namespace {

ReportTable table()
{
    return {.title = QStringLiteral("T"),
            .header = {QStringLiteral("Series"), QStringLiteral("TPS")},
            .rows = {{QStringLiteral("A & <B>"), QStringLiteral("9.8")}, {QStringLiteral("C"), QStringLiteral("8.2")}}};
}

std::vector<Slide> slides()
{
    return {{.title = QStringLiteral("A “finding” & more"),
             .png = "png",
             .pixels = {1600, 900},
             .footer = QStringLiteral("n = 3")},
            {.title = QStringLiteral("Numbers"), .png = {}, .pixels = {}, .table = table(), .footer = {}}};
}

/// The texts of a part; empty, with a warning, where it is not well-formed.
QStringList textsOf(const QByteArray &part)
{
    QStringList texts;
    QXmlStreamReader xml(part);
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"t")
            texts.append(xml.readElementText());
    if (xml.hasError())
        qWarning("%s", qPrintable(xml.errorString()));
    return xml.hasError() ? QStringList() : texts;
}

/// The values of an attribute, in order.
QStringList attributes(const QByteArray &part, const QString &element, const QString &name)
{
    QStringList values;
    QXmlStreamReader xml(part);
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == element)
            values.append(xml.attributes().value(name).toString());
    return values;
}

}

class TestPptx : public QObject
{
    Q_OBJECT

private:
    QMap<QString, QByteArray> m_files;

private Q_SLOTS:
    void initTestCase()
    {
        const auto made = toPptx(slides(), QStringLiteral("A & B"));
        QVERIFY2(made, qPrintable(made ? QString() : made.error().message));
        m_files = unzipped(*made);
        QVERIFY(!m_files.isEmpty());
    }

    void everyPartIsWellFormed()
    {
        for (auto file = m_files.begin(); file != m_files.end(); ++file) {
            if (file.key().endsWith(QLatin1String(".png")))
                continue;
            QXmlStreamReader xml(file.value());
            while (!xml.atEnd())
                xml.readNext();
            QVERIFY2(!xml.hasError(), qPrintable(file.key() + xml.errorString()));
        }
    }

    /// Readers repair, or refuse, a file that names parts which are not there or leaves out the type of one that is.
    void partsAndRelationsFitTogether()
    {
        for (const QString &part : attributes(m_files[QStringLiteral("[Content_Types].xml")],
                                              QStringLiteral("Override"), QStringLiteral("PartName")))
            QVERIFY2(m_files.contains(part.mid(1)), qPrintable(part));
        for (auto file = m_files.begin(); file != m_files.end(); ++file) {
            if (!file.key().endsWith(QLatin1String(".rels")))
                continue;
            const QString folder = file.key().section(QStringLiteral("/_rels/"), 0, 0);
            for (const QString &target :
                 attributes(file.value(), QStringLiteral("Relationship"), QStringLiteral("Target"))) {
                QString path = folder.contains(QLatin1String("_rels")) ? target : folder + u'/' + target;
                path.replace(QRegularExpression(QStringLiteral("[^/]+/\\.\\./")), QString());
                QVERIFY2(m_files.contains(path), qPrintable(file.key() + u' ' + path));
            }
        }
    }

    void textIsText()
    {
        QCOMPARE(textsOf(m_files[QStringLiteral("ppt/slides/slide1.xml")]),
                 QStringList({QStringLiteral("A “finding” & more"), QStringLiteral("n = 3")}));
        QCOMPARE(textsOf(m_files[QStringLiteral("ppt/slides/slide2.xml")]),
                 QStringList({QStringLiteral("Numbers"), QStringLiteral("Series"), QStringLiteral("TPS"),
                              QStringLiteral("A & <B>"), QStringLiteral("9.8"), QStringLiteral("C"),
                              QStringLiteral("8.2")}));
        QCOMPARE(m_files[QStringLiteral("ppt/media/image1.png")], QByteArray("png"));
    }

    void picturesKeepTheirShapeAndStayOnTheSlide()
    {
        const QByteArray slide = m_files[QStringLiteral("ppt/slides/slide1.xml")];
        const QStringList width = attributes(slide, QStringLiteral("ext"), QStringLiteral("cx"));
        const QStringList height = attributes(slide, QStringLiteral("ext"), QStringLiteral("cy"));
        const QStringList x = attributes(slide, QStringLiteral("off"), QStringLiteral("x"));
        const QStringList y = attributes(slide, QStringLiteral("off"), QStringLiteral("y"));
        QCOMPARE(width.size(), 3); // title, picture, footer
        for (qsizetype i = 0; i < width.size(); ++i) {
            QVERIFY(x[i].toInt() >= 0 && x[i].toInt() + width[i].toInt() <= 12'192'000);
            QVERIFY(y[i].toInt() >= 0 && y[i].toInt() + height[i].toInt() <= 6'858'000);
        }
        QVERIFY(std::abs(width[1].toDouble() / height[1].toDouble() - 16.0 / 9) < 1e-4);
    }

    void everyShapeHasANumberOfItsOwn()
    {
        for (const char *name : {"ppt/slides/slide1.xml", "ppt/slides/slide2.xml"}) {
            const QStringList ids =
                attributes(m_files[QString::fromLatin1(name)], QStringLiteral("cNvPr"), QStringLiteral("id"));
            QVERIFY(ids.size() >= 3);
            QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
        }
    }
};

QTEST_GUILESS_MAIN(TestPptx)

#include "tst_pptx.moc"
