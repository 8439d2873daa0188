// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/differences.h"

#include <QTemporaryDir>
#include <QThreadPool>
#include <QWidget>

#include <array>

class QCheckBox;
class QGridLayout;
class QLabel;

namespace streamgauge {

class CheckStrip;
class DataTable;
class DistributionPanel;
class InterferencePanel;
class Notice;
class RecommendationCard;
class RooflinePanel;
class SegmentedControl;
class SpeedTestChart;
class SweepPanel;
class TelemetryPanel;
class TimelinePanel;
struct Judgement;

/// What a comparison shows: the finding, then one view at a time. The overview has the pictures, what to know before
/// trusting them and the tables; the others look at one question each.
class CompareView : public QWidget
{
    Q_OBJECT

public:
    explicit CompareView(QWidget *parent = nullptr);

    void setComparison(const Comparison &comparison);
    // The averages and the tests.
    QString tablesAsTsv() const;  ///< for a sheet
    QString tablesAsHtml() const; ///< for documents and slides

Q_SIGNALS:
    void coldChanged(streamgauge::ColdRequests cold);

protected:
    bool event(QEvent *event) override;

private:
    enum View { OverviewView, DistributionView, TimelineView, SweepView, InterferenceView, TelemetryView, LimitsView };

    QWidget *makeFinding();
    QWidget *makeOverview();
    void showView(int view);
    void drag(const QString &chart);
    void showNotices();
    void showTables();
    void updateView(int view); ///< with the comparison as it is
    void judgeAnew();
    void show(const Judgement &judgement);

    Comparison m_comparison;
    QTemporaryDir m_dragged;                     ///< pictures that were dragged out
    Differences m_tested;                        ///< of m_comparison; empty while it is judged
    int m_generation = 0;                        ///< of m_comparison: a judgement of an older one comes too late
    std::array<bool, LimitsView + 1> m_stale {}; ///< views that show an older comparison
    QLabel *m_finding = nullptr;
    QLabel *m_conditions = nullptr;
    QCheckBox *m_withCold = nullptr;
    SegmentedControl *m_choice;
    QList<QWidget *> m_views;
    SpeedTestChart *m_chart;
    CheckStrip *m_checks;
    RecommendationCard *m_recommendations;
    QGridLayout *m_notices;
    QList<Notice *> m_noticeWidgets;
    DataTable *m_overall;
    DataTable *m_perTest;
    DataTable *m_expected;
    QWidget *m_expectedCard = nullptr;
    QLabel *m_legend;
    DistributionPanel *m_distributions;
    SweepPanel *m_sweeps;
    InterferencePanel *m_interference;
    TelemetryPanel *m_telemetry;
    TimelinePanel *m_timelines;
    RooflinePanel *m_roofline;
    QThreadPool m_judges; ///< last, so that it waits for its work before anything else is gone
};

}
