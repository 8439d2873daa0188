// SPDX-License-Identifier: Apache-2.0
#include "run/calibrationrow.h"

#include "appsettings.h"
#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "endpointmonitor.h"
#include "run/calibrator.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QProgressBar>

namespace streamgauge {

namespace {

const QString wantedKey = QStringLiteral("run/calibrate");
constexpr int barWidth = 120;

}

CalibrationRow::CalibrationRow(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_wanted(new QCheckBox(tr("Calibrate first"), this))
    , m_text(noteLabel(tr("How right are this machine’s own times? Takes three seconds, needs no server."), this))
    , m_bar(new QProgressBar(this))
    , m_button(quietButton({}, this))
{
    m_wanted->setToolTip(tr("Before every run, at the run’s own number of streams; what comes out is kept in the run"));
    m_wanted->setChecked(AppSettings().value(wantedKey, false).toBool());
    m_bar->setRange(0, 100);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(barWidth);
    m_bar->setAccessibleName(tr("Progress of the calibration"));
    // Its word lines up with the button above, the box with the fields.
    m_button->setStyleSheet(QStringLiteral("QPushButton { padding: 6px 0; } QPushButton:focus { padding: 5px 0; }"));
    m_wanted->setStyleSheet(
        QStringLiteral("QCheckBox { padding: 3px 3px 3px 0; } QCheckBox:focus { padding: 2px 2px 2px 0; }"));
    m_button->setObjectName(QStringLiteral("calibrate"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::medium);
    row->addWidget(m_wanted);
    row->addWidget(m_text, 1);
    row->addWidget(m_bar);
    row->addWidget(m_button);
    connect(m_wanted, &QCheckBox::toggled, this, [](bool on) { AppSettings().setValue(wantedKey, on); });
    connect(m_button, &QPushButton::clicked, this, [this] { m_calibrator ? cancel() : start(); });
    refresh();
}

bool CalibrationRow::isWanted() const
{
    return m_wanted->isChecked();
}

QString CalibrationRow::text() const
{
    return m_text->text();
}

void CalibrationRow::setStreams(int streams)
{
    m_streams = streams;
    refresh();
}

void CalibrationRow::refresh()
{
    m_bar->setVisible(m_calibrator);
    m_button->setText(m_calibrator ? tr("Cancel") : tr("Calibrate"));
    m_button->setEnabled(m_calibrator || m_streams > 0);
    m_button->setToolTip(m_streams > 0 ? tr("Measure a server inside this program that knows the truth, with as many "
                                            "streams as the run will have (%1)")
                                             .arg(m_streams)
                                       : tr("Choose what to run first: it says how many streams there will be"));
}

void CalibrationRow::start()
{
    m_calibrator = new Calibrator(this);
    m_bar->setValue(0);
    m_text->setText(m_streams == 1 ? tr("Calibrating with one stream…")
                                   : tr("Calibrating with %1 streams at once…").arg(m_streams));
    connect(m_calibrator, &Calibrator::progressed, m_bar,
            [this](double share) { m_bar->setValue(static_cast<int>(share * m_bar->maximum())); });
    connect(m_calibrator, &Calibrator::finished, this, [this](const Calibration &calibration) {
        m_text->setText(sentenceOf(calibration) + QLatin1Char('.'));
        end();
    });
    connect(m_calibrator, &Calibrator::failed, this, [this](const QString &reason) {
        m_text->setText(tr("The calibration failed: %1").arg(reason));
        end();
    });
    m_services.monitor.setPaused(true); // its questions would disturb
    if (const auto started = m_calibrator->start(m_streams); !started) {
        m_text->setText(started.error().toString());
        end();
    }
    refresh();
}

void CalibrationRow::cancel()
{
    if (!m_calibrator)
        return;
    m_text->setText(tr("The calibration was cancelled."));
    end();
}

void CalibrationRow::end()
{
    m_calibrator->disconnect();
    m_calibrator->deleteLater();
    m_calibrator.clear();
    m_services.monitor.setPaused(false);
    refresh();
}

// Another page, or a run that starts: nobody waits for it any more.
void CalibrationRow::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous())
        cancel();
    QWidget::hideEvent(event);
}

}
