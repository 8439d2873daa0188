// SPDX-License-Identifier: Apache-2.0
#include "endpoints/connectiontest.h"

#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "endpoints/probelines.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

QString marked(const ProbeLine &line)
{
    switch (line.kind) {
    case ProbeLine::Kind::Good:
        return QStringLiteral("✓  ") + line.text;
    case ProbeLine::Kind::Bad:
        return QStringLiteral("✕  ") + line.text;
    case ProbeLine::Kind::Note:
        break;
    }
    return QStringLiteral("·   ") + line.text;
}

QString roleOf(ProbeLine::Kind kind)
{
    switch (kind) {
    case ProbeLine::Kind::Good:
        return QStringLiteral("good");
    case ProbeLine::Kind::Bad:
        return QStringLiteral("bad");
    case ProbeLine::Kind::Note:
        break;
    }
    return QStringLiteral("muted");
}

}

ConnectionTest::ConnectionTest(QWidget *parent)
    : QWidget(parent)
    , m_button(secondaryButton(tr("Test connection"), this))
    , m_lines(new QVBoxLayout)
{
    m_button->setObjectName(QStringLiteral("testConnection"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::large);
    row->addWidget(m_button, 0, Qt::AlignTop);
    m_lines->setSpacing(2);
    m_lines->setContentsMargins(0, 7, 0, 0);
    row->addLayout(m_lines, 1);
    connect(m_button, &QPushButton::clicked, this, &ConnectionTest::requested);
}

void ConnectionTest::start(const Endpoint &endpoint)
{
    delete m_probe;
    showLines({{ProbeLine::Kind::Note, tr("Asking the server for its models and one token…")}});
    m_probe = new Probe(endpoint, ProbeDepth::Test, this);
    connect(m_probe, &Probe::finished, this, &ConnectionTest::handleFinished);
    m_probe->start();
}

void ConnectionTest::showLines(const std::vector<ProbeLine> &lines)
{
    clearLines();
    for (const ProbeLine &line : lines) {
        QLabel *label = bodyLabel(marked(line), this);
        label->setProperty("role", roleOf(line.kind));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_lines->addWidget(label);
    }
    m_lines->addStretch();
}

QStringList ConnectionTest::lines() const
{
    QStringList texts;
    for (int i = 0; i < m_lines->count(); ++i)
        if (const auto *label = qobject_cast<QLabel *>(m_lines->itemAt(i)->widget()))
            texts.append(label->text());
    return texts;
}

void ConnectionTest::clearLines()
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void ConnectionTest::handleFinished(const ProbeResult &result)
{
    m_probe->deleteLater();
    m_probe = nullptr;
    showLines(probeLines(result));
    Q_EMIT finished(result);
}

}
