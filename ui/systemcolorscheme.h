// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QVariant>

class QDBusVariant;

namespace streamgauge {

/// Whether the desktop prefers dark: asked from its settings portal without waiting for it; until (and unless) that
/// answers, judged by the palette the application started with.
class SystemColorScheme : public QObject
{
    Q_OBJECT

public:
    explicit SystemColorScheme(bool startsDark, QObject *parent = nullptr);

    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void handleSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask();
    void setPreference(const QVariant &value);

    const bool m_startsDark;
    bool m_dark;
};

}
