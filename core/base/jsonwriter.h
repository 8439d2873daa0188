// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringView>

#include <concepts>
#include <cstdint>
#include <optional>

namespace streamgauge {

/// Appends compact JSON to a buffer, fields in the order they are added. Knows no locale; never writes NaN or infinity:
/// a field with such a value, or without one, is left out.
class JsonWriter
{
public:
    explicit JsonWriter(QByteArray &out)
        : m_out(out)
    {
    }

    // Inside an object, with a key; inside an array or at the top, without.
    void beginObject(QLatin1String key = {});
    void endObject() { m_out += '}'; }
    void beginArray(QLatin1String key = {});
    void endArray() { m_out += ']'; }

    void add(QLatin1String key, QStringView value);
    void add(QLatin1String key, std::int64_t value);
    void add(QLatin1String key, int value) { add(key, std::int64_t {value}); }
    void add(QLatin1String key, double value);
    void add(QLatin1String key, std::same_as<bool> auto value) // not for pointers, which convert to bool
    {
        addRaw(key, value ? "true" : "false");
    }
    void add(QLatin1String key, const QJsonObject &value);
    void addRaw(QLatin1String key, QByteArrayView json);

    template<typename T>
    void add(QLatin1String key, const std::optional<T> &value)
    {
        if (value)
            add(key, *value);
    }
    void addIfAny(QLatin1String key, QStringView value)
    {
        if (!value.isEmpty())
            add(key, value);
    }

    void addKey(QStringView key); ///< for keys that are data; a value without key has to follow

private:
    void separate(QLatin1String key);
    void appendString(QStringView value);

    QByteArray &m_out;
};

}
