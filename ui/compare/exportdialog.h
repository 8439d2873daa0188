// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/picture.h"

#include <QDialog>

#include <map>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace streamgauge {

class SegmentedControl;

/// Asks how and where the picture is to be saved, and shows it meanwhile. Remembers the choices.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(Comparison comparison, QWidget *parent = nullptr);

    PictureOptions options() const;
    QString path() const; ///< absolute, with an ending

Q_SIGNALS:
    void exportRequested(const QString &path, const streamgauge::PictureOptions &options);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void restoreChoices();
    void rememberChoices() const;
    void browse();
    void fitEnding();
    QString usualTitle(PictureOptions options);
    void update();
    void accept() override;

    const Comparison m_comparison;
    std::map<QString, QString> m_titles; ///< of each chart that was chosen
    std::optional<std::size_t> m_pages;  ///< of the whole comparison, once it was asked for
    QLabel *m_preview;
    QComboBox *m_chart;
    QLineEdit *m_title;
    QComboBox *m_size;
    QSpinBox *m_dpi;
    SegmentedControl *m_theme;
    SegmentedControl *m_bars;
    QCheckBox *m_withFinding;
    QLineEdit *m_path;
    QLabel *m_note;
    QLabel *m_problem;
    QPushButton *m_export;
};

}
