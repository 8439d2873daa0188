// SPDX-License-Identifier: Apache-2.0
#include "checks/checkstrip.h"

#include "checks/checkrow.h"
#include "controls/buttons.h"
#include "controls/spacing.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace streamgauge {

namespace {

int countOf(const std::vector<CheckFinding> &findings, CheckLevel level)
{
    return int(std::ranges::count(findings, level, &CheckFinding::level));
}

QString summaryOf(const std::vector<CheckFinding> &findings)
{
    const int errors = countOf(findings, CheckLevel::Error);
    const int warnings = countOf(findings, CheckLevel::Warning);
    QStringList parts;
    if (errors > 0)
        parts.append(CheckStrip::tr("%1 failed").arg(errors));
    if (warnings > 0)
        parts.append(warnings == 1 ? CheckStrip::tr("1 warning") : CheckStrip::tr("%1 warnings").arg(warnings));
    return parts.isEmpty() ? CheckStrip::tr("nothing to warn of") : parts.join(QStringLiteral(" · "));
}

}

CheckStrip::CheckStrip(QWidget *parent)
    : Card(tr("Checks"), {}, parent)
    , m_list(new QVBoxLayout)
    , m_more(quietButton({}, this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_list->setSpacing(2);
    body()->addLayout(m_list);
    body()->addWidget(m_more, 0, Qt::AlignLeft);
    body()->setSpacing(spacing::tight);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_all = !m_all;
        showRows();
    });
    hide();
}

void CheckStrip::setFindings(const std::vector<CheckFinding> &findings)
{
    m_findings = findings;
    for (CheckRow *row : m_rows)
        row->deleteLater();
    m_rows.clear();
    for (const CheckFinding &finding : m_findings) {
        m_rows.push_back(new CheckRow(finding, this));
        m_list->addWidget(m_rows.back());
    }
    setNote(summaryOf(m_findings));
    showRows();
    setVisible(!m_findings.empty());
}

void CheckStrip::showRows()
{
    const int infos = countOf(m_findings, CheckLevel::Info);
    for (CheckRow *row : m_rows)
        row->setVisible(m_all || row->finding().level != CheckLevel::Info);
    m_more->setVisible(infos > 0);
    m_more->setText(m_all ? tr("Hide what is for information") : tr("Show %1 for information").arg(infos));
}

}
