// SPDX-License-Identifier: Apache-2.0
#include "base/jsonwriter.h"

#include <QJsonDocument>

#include <array>
#include <charconv>
#include <cmath>

namespace streamgauge {

namespace {

template<typename Number>
void appendNumber(QByteArray &out, Number value)
{
    std::array<char, 32> digits;
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), result.ptr - digits.data());
}

void appendEscaped(QByteArray &out, char character)
{
    switch (character) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        constexpr char hex[] = "0123456789abcdef";
        out += "\\u00";
        out += hex[static_cast<unsigned char>(character) >> 4];
        out += hex[character & 0xf];
    }
}

}

void JsonWriter::beginObject(QLatin1String key)
{
    separate(key);
    m_out += '{';
}

void JsonWriter::beginArray(QLatin1String key)
{
    separate(key);
    m_out += '[';
}

void JsonWriter::add(QLatin1String key, QStringView value)
{
    separate(key);
    appendString(value);
}

void JsonWriter::add(QLatin1String key, std::int64_t value)
{
    separate(key);
    appendNumber(m_out, value);
}

void JsonWriter::add(QLatin1String key, double value)
{
    if (!std::isfinite(value))
        return;
    separate(key);
    appendNumber(m_out, value);
}

void JsonWriter::add(QLatin1String key, const QJsonObject &value)
{
    addRaw(key, QJsonDocument(value).toJson(QJsonDocument::Compact));
}

void JsonWriter::addRaw(QLatin1String key, QByteArrayView json)
{
    separate(key);
    m_out += json;
}

void JsonWriter::addKey(QStringView key)
{
    separate({});
    appendString(key);
    m_out += ':';
}

void JsonWriter::separate(QLatin1String key)
{
    if (!m_out.isEmpty()) {
        const char last = m_out.back();
        if (last != '{' && last != '[' && last != ':')
            m_out += ',';
    }
    if (key.isEmpty())
        return;
    m_out += '"';
    m_out.append(key.data(), key.size());
    m_out += "\":";
}

void JsonWriter::appendString(QStringView value)
{
    const QByteArray utf8 = value.toUtf8();
    m_out += '"';
    qsizetype plainFrom = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto character = static_cast<unsigned char>(utf8[i]);
        if (character >= 0x20 && character != '"' && character != '\\')
            continue;
        m_out.append(utf8.constData() + plainFrom, i - plainFrom);
        appendEscaped(m_out, utf8[i]);
        plainFrom = i + 1;
    }
    m_out.append(utf8.constData() + plainFrom, utf8.size() - plainFrom);
    m_out += '"';
}

}
