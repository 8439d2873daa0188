// SPDX-License-Identifier: Apache-2.0
#include "chart/figureview.h"
#include "compare/compareview.h"
#include "compare/exportfile.h"
#include "compare/picturedrag.h"
#include "figure/charts.h"
#include "figure/deck.h"
#include "figure/picturesizes.h"
#include "runfiles.h"

#include <QFileInfo>
#include <QImage>
#include <QStandardPaths>
#include <QTest>
#include <QUrl>

namespace streamgauge {

namespace {

Comparison reference()
{
    return {.series = summarize(referenceRunOf({QStringLiteral("Mistral-24B"), QStringLiteral("Qwen3-32B")},
                                               QStringLiteral("Dual mode"))),
            .baseline = 0};
}

/// A figure as wide as it is asked for.
class Figure : public FigureView
{
public:
    using FigureView::FigureView;

protected:
    FigureScene layoutScene(const QSizeF &, const FigureStyle &) const override { return {}; }
};

}

class TestPictureDrag : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aChartIsAPictureAndAFile()
    {
        const QTemporaryDir folder;
        const auto data = draggedPicture(reference(), QStringLiteral("spread-ttft"), folder);
        QVERIFY(data);
        const QSize slide = findSize(QStringLiteral("slide"))->pixels;
        QCOMPARE(qvariant_cast<QImage>(data->imageData()).size(), slide);
        QCOMPARE(data->urls().size(), 1);
        QCOMPARE(QImage(data->urls().first().toLocalFile()).size(), slide);
    }

    void withoutAPlaceForTheFileThereIsNothing()
    {
        QTemporaryDir folder;
        QVERIFY(folder.remove());
        QVERIFY(!draggedPicture(reference(), QStringLiteral("limits"), folder));
    }

    void onlyALongEnoughDragWithTheLeftButtonStartsOne()
    {
        Figure figure;
        figure.resize(200, 100);
        figure.show();
        QStringList started;
        connect(&figure, &FigureView::dragStarted, this, [&](const QString &chart) { started.append(chart); });
        const auto drag = [&](Qt::MouseButton button, const QPoint &to) {
            QTest::mousePress(&figure, button, {}, {20, 20});
            QMouseEvent move(QEvent::MouseMove, to, figure.mapToGlobal(to), Qt::NoButton, button, {});
            QCoreApplication::sendEvent(&figure, &move);
            QTest::mouseRelease(&figure, button, {}, to);
        };
        drag(Qt::LeftButton, {90, 20});
        QVERIFY(started.isEmpty()); // it has no chart to drag
        figure.setDraggedChart(QStringLiteral("limits"));
        drag(Qt::RightButton, {90, 20});
        drag(Qt::LeftButton, {21, 20});
        QVERIFY(started.isEmpty());
        drag(Qt::LeftButton, {90, 20});
        QCOMPARE(started, QStringList {QStringLiteral("limits")});
    }

    void everyChartIsAFileOfItsOwn()
    {
        const QTemporaryDir folder;
        PictureOptions options;
        options.size = {{800, 450}, 96};
        const auto written = savePictures(folder.filePath(QStringLiteral("Spark.v1.png")), reference(), options);
        QVERIFY2(written, written ? "" : qPrintable(written.error().toString()));
        QCOMPARE(written->size(), deckCharts(reference()).size());
        QVERIFY(written->contains(folder.filePath(QStringLiteral("Spark.v1-spread-tps.png"))));
        for (const QString &path : *written)
            QCOMPARE(QImage(path).size(), QSize(800, 450));
        QVERIFY(!savePictures(folder.filePath(QStringLiteral("no/folder.png")), reference(), options));
    }
};

}

QTEST_MAIN(streamgauge::TestPictureDrag)

#include "tst_picturedrag.moc"
