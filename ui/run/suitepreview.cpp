// SPDX-License-Identifier: Apache-2.0
#include "run/suitepreview.h"

#include "controls/buttons.h"
#include "controls/elidedlabel.h"
#include "controls/labels.h"
#include "controls/page.h"
#include "controls/spacing.h"
#include "suites/suitefacts.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

enum Column { Name, Purpose, KeyMetric, Repetitions, MaxTokens, ColumnCount };

QString metricName(const QString &id)
{
    if (id == QLatin1String("ttft"))
        return QStringLiteral("TTFT");
    if (id == QLatin1String("prefill"))
        return SuitePreview::tr("Prefill rate");
    if (id == QLatin1String("tps"))
        return QStringLiteral("TPS");
    return id == QLatin1String("total_time") ? SuitePreview::tr("Total Time") : QStringLiteral("–");
}

QString repetitionText(const TestSettings &settings)
{
    if (const auto *open = std::get_if<OpenLoop>(&settings.load))
        return SuitePreview::tr("%1 / s").arg(ratesOf(*open));
    return QLocale().toString(settings.repetitions);
}

QLabel *headLabel(const QString &text, QWidget *parent)
{
    QLabel *label = noteLabel(text, parent);
    label->setWordWrap(false);
    return label;
}

}

SuitePreview::SuitePreview(QWidget *parent)
    : Card(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    QPushButton *edit = quietButton(tr("Edit suites"), this);
    edit->setToolTip(tr("Write a suite of your own, or change one"));
    connect(edit, &QPushButton::clicked, this, &SuitePreview::suitesRequested);
    // Its word lines up with the table.
    edit->setStyleSheet(QStringLiteral("QPushButton { padding: 6px 0; } QPushButton:focus { padding: 5px 0; }"));
    body()->addWidget(edit, 0, Qt::AlignLeft);
}

void SuitePreview::setSuite(const Suite &suite)
{
    setTitle(tr("%1: what it measures").arg(suite.name));
    setNote(suite.tests.size() == 1 ? tr("1 test") : tr("%1 tests").arg(suite.tests.size()));
    delete m_table;
    m_table = new QWidget(this);
    m_grid = new QGridLayout(m_table);
    m_grid->setContentsMargins(0, spacing::tight, 0, 0);
    m_grid->setHorizontalSpacing(spacing::page);
    m_grid->setVerticalSpacing(spacing::small);
    m_grid->setColumnStretch(Name, 2);
    m_grid->setColumnStretch(Purpose, 3);
    m_grid->addWidget(headLabel(tr("Test"), m_table), 0, Name);
    m_grid->addWidget(headLabel(tr("Purpose"), m_table), 0, Purpose);
    m_grid->addWidget(headLabel(tr("Key metric"), m_table), 0, KeyMetric);
    m_grid->addWidget(headLabel(tr("Repetitions"), m_table), 0, Repetitions, Qt::AlignRight);
    m_grid->addWidget(headLabel(tr("Max. tokens"), m_table), 0, MaxTokens, Qt::AlignRight);
    int row = 1;
    for (const Test &test : suite.tests) {
        m_grid->addWidget(hairline(m_table), row, 0, 1, ColumnCount);
        addTest(test, row + 1);
        row += 2;
    }
    body()->insertWidget(body()->count() - 1, m_table);
}

void SuitePreview::addTest(const Test &test, int row)
{
    m_grid->addWidget(new ElidedLabel(test.name, m_table), row, Name);
    auto *purpose = new ElidedLabel(test.purpose.isEmpty() ? QStringLiteral("–") : test.purpose, m_table);
    purpose->setProperty("role", QStringLiteral("muted"));
    m_grid->addWidget(purpose, row, Purpose);
    m_grid->addWidget(mutedLabel(metricName(test.keyMetric), m_table), row, KeyMetric);
    m_grid->addWidget(mutedLabel(repetitionText(test.settings), m_table), row, Repetitions, Qt::AlignRight);
    m_grid->addWidget(mutedLabel(QLocale().toString(test.maxTokens), m_table), row, MaxTokens, Qt::AlignRight);
}

}
