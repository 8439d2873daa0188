// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/differences.h"

#include <QWidget>

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
    void showNotices();
    void showTables();

    Comparison m_comparison;
    Differences m_tested; ///< of m_comparison
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
};

}
