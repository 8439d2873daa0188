// SPDX-License-Identifier: Apache-2.0
// Time of one frame: new data in, laid out and painted at 1280 × 800. With Qt Charts beside it, where it is installed.
#include "figure/barfigure.h"
#include "figure/livefigure.h"

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>

#ifdef HAVE_QT_CHARTS
#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QValueAxis>
#endif

using namespace streamgauge;

namespace {

constexpr int seriesCount = 8;
constexpr int pointCount = 1000;
constexpr QSize frameSize(1280, 800);

/// CPU time, so that a busy machine measures the same; median of the frames, after a few that fill caches.
double millisecondsAFrame(const std::function<void(int)> &frame)
{
    constexpr int warmup = 10;
    constexpr int frames = 101;
    std::vector<double> times;
    for (int i = 0; i < warmup + frames; ++i) {
        const std::clock_t before = std::clock();
        frame(i);
        if (i >= warmup)
            times.push_back(static_cast<double>(std::clock() - before) * 1000 / CLOCKS_PER_SEC);
    }
    std::ranges::nth_element(times, times.begin() + frames / 2);
    return times[frames / 2];
}

double rateAt(int series, int point, int frame)
{
    return 10 + 3 * series + std::sin(0.3 * point + series + 0.1 * frame) + 0.5 * std::sin(1.9 * point);
}

QImage newImage()
{
    QImage image(frameSize, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    return image;
}

double oursLive()
{
    const FigureStyle style = dashboardStyle(Theme::light());
    QImage image = newImage();
    return millisecondsAFrame([&](int frame) {
        LiveFigure figure;
        figure.end_s = pointCount * figure.interval_s;
        for (int s = 0; s < seriesCount; ++s) {
            LiveLine line {.label = QStringLiteral("Model %1").arg(s), .paint = {style.theme.series[s]}, .rate = {}};
            for (int i = 0; i < pointCount; ++i)
                line.rate.push_back(static_cast<float>(rateAt(s, i, frame)));
            line.now = line.rate.back();
            figure.lines.push_back(std::move(line));
        }
        image.fill(Qt::white);
        QPainter painter(&image);
        paintScene(painter, layoutLiveFigure(figure, frameSize, style));
    });
}

double oursBars()
{
    const FigureStyle style = dashboardStyle(Theme::light());
    QImage image = newImage();
    return millisecondsAFrame([&](int frame) {
        BarFigure figure;
        for (int test = 0; test < 5; ++test)
            figure.categories.append(QStringLiteral("Short Prompt, Long Response %1").arg(test));
        for (int s = 0; s < seriesCount; ++s)
            figure.series.push_back({QStringLiteral("Model %1").arg(s), {style.theme.series[s]}});
        for (int p = 0; p < 3; ++p) {
            BarPanel panel {.title = QStringLiteral("TPS by Test"),
                            .unit = QStringLiteral("tokens / s"),
                            .axisTitle = {},
                            .paint = {},
                            .reference = {},
                            .values = {}};
            for (int s = 0; s < seriesCount; ++s) {
                auto &values = panel.values.emplace_back();
                for (int test = 0; test < 5; ++test)
                    values.push_back({.value = rateAt(s, test, frame), .interval = {}});
            }
            figure.panels.push_back(std::move(panel));
        }
        image.fill(Qt::white);
        QPainter painter(&image);
        paintScene(painter, layoutBarFigure(figure, frameSize, style));
    });
}

#ifdef HAVE_QT_CHARTS
void render(QChartView &view, QImage &image)
{
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    view.render(&painter);
}

double chartsLive()
{
    auto *chart = new QChart;
    std::vector<QLineSeries *> lines;
    for (int s = 0; s < seriesCount; ++s) {
        lines.push_back(new QLineSeries);
        lines.back()->setName(QStringLiteral("Model %1").arg(s));
        lines.back()->append(0, 0);
        chart->addSeries(lines.back());
    }
    chart->createDefaultAxes();
    chart->axes(Qt::Horizontal).first()->setRange(0, pointCount);
    chart->axes(Qt::Vertical).first()->setRange(0, 40);
    QChartView view(chart);
    view.setRenderHint(QPainter::Antialiasing);
    view.resize(frameSize);
    view.show();
    QCoreApplication::processEvents();
    QImage image = newImage();
    return millisecondsAFrame([&](int frame) {
        for (int s = 0; s < seriesCount; ++s) {
            QList<QPointF> points;
            for (int i = 0; i < pointCount; ++i)
                points.append({static_cast<double>(i), rateAt(s, i, frame)});
            lines[static_cast<std::size_t>(s)]->replace(points);
        }
        render(view, image);
    });
}

double chartsBars()
{
    std::vector<std::unique_ptr<QChartView>> views;
    std::vector<QBarSet *> sets;
    for (int p = 0; p < 3; ++p) {
        auto *chart = new QChart;
        auto *bars = new QBarSeries;
        for (int s = 0; s < seriesCount; ++s) {
            sets.push_back(new QBarSet(QStringLiteral("Model %1").arg(s)));
            for (int test = 0; test < 5; ++test)
                sets.back()->append(1);
            bars->append(sets.back());
        }
        chart->addSeries(bars);
        chart->setTitle(QStringLiteral("TPS by Test"));
        chart->createDefaultAxes();
        chart->axes(Qt::Vertical).first()->setRange(0, 40);
        views.push_back(std::make_unique<QChartView>(chart));
        views.back()->resize(frameSize.width() / 3, frameSize.height());
        views.back()->show();
    }
    QCoreApplication::processEvents();
    QImage image(frameSize.width() / 3, frameSize.height(), QImage::Format_ARGB32_Premultiplied);
    return millisecondsAFrame([&](int frame) {
        for (std::size_t i = 0; i < sets.size(); ++i)
            for (int test = 0; test < 5; ++test)
                sets[i]->replace(test, rateAt(static_cast<int>(i) % seriesCount, test, frame));
        for (const auto &view : views)
            render(*view, image);
    });
}
#endif

}

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const double live = oursLive();
    const double bars = oursBars();
    std::printf("ms of CPU a frame, median of 101, %d x %d  ours\n", frameSize.width(), frameSize.height());
    std::printf("live lines, %d series x %d points     %8.2f\n", seriesCount, pointCount, live);
    std::printf("three panels, %d series x 5 tests        %8.2f\n", seriesCount, bars);
#ifdef HAVE_QT_CHARTS
    const double theirLive = chartsLive();
    const double theirBars = chartsBars();
    std::printf("Qt Charts: live lines %.2f (%.1f x ours), three panels %.2f (%.1f x ours)\n", theirLive,
                theirLive / live, theirBars, theirBars / bars);
#else
    std::printf("Qt Charts is not installed: not compared\n");
#endif
    return 0;
}
