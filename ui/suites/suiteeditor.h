// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/suite.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QPlainTextEdit;
class QPushButton;

namespace streamgauge {

class Notice;

/// A suite's YAML. Says while typing what is wrong and in which line.
class SuiteEditor : public QWidget
{
    Q_OBJECT

public:
    explicit SuiteEditor(QWidget *parent = nullptr);

    /// @p source is named in errors and is where a relative prompt_file is looked for.
    void setText(const QString &text, const QString &source, bool readOnly);
    QString text() const;
    bool isModified() const;
    void setModified(bool modified); ///< whether what is shown differs from the file
    QString problem() const;         ///< as shown; empty when the suite is valid

Q_SIGNALS:
    void saveRequested();
    void modificationChanged(bool modified);

private:
    void validate();
    void goToProblem();

    QPlainTextEdit *m_edit;
    Notice *m_notice;
    QPushButton *m_save;
    QTimer m_validation;
    QString m_source;
    QString m_problem;
    int m_problemLine = 0;
};

}
