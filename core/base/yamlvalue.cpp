// SPDX-License-Identifier: Apache-2.0
#include "base/yamlvalue.h"

#include <QFile>
#include <QStringDecoder>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <sstream>
#include <unordered_map>

namespace streamgauge {

namespace {

constexpr qint64 maxFileBytes = 16 * 1024 * 1024;
constexpr std::size_t maxValues = 200'000;
constexpr std::size_t maxTextSize = 32 * 1024 * 1024;
constexpr std::size_t maxDepth = 64;

/// How much a value is with everything below it, its aliases written out.
struct Weight
{
    std::size_t values = 0;
    std::size_t text = 0;
};

/// Builds the value tree from yaml-cpp's events. An alias shares the value it names, so that a file
/// cannot grow in memory; its full weight counts, so that no reader has to walk more than the limits.
class Builder : public YAML::EventHandler
{
public:
    const std::shared_ptr<YamlValue> &root() const { return m_root; }

    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        add(makeValue(YamlValue::Kind::Null, mark), anchor, {.values = 1});
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &text) override
    {
        const auto value = makeValue(YamlValue::Kind::Scalar, mark);
        value->text = QString::fromStdString(text);
        value->quoted = tag == "!"; // yaml-cpp's mark of a scalar that is not plain
        add(value, anchor, {.values = 1, .text = text.size()});
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto known = m_anchors.find(anchor);
        if (known == m_anchors.end())
            throw SchemaError {mark.line + 1, QStringLiteral("an alias inside of what it names")};
        add(known->second.first, YAML::NullAnchor, known->second.second);
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(YamlValue::Kind::List, mark, anchor);
    }

    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(YamlValue::Kind::Map, mark, anchor);
    }

    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

private:
    struct Frame
    {
        std::shared_ptr<YamlValue> value {};
        YAML::anchor_t anchor = YAML::NullAnchor;
        Weight weight {.values = 1};
        std::shared_ptr<YamlValue> key {}; ///< of a map: waiting for its value
        std::map<QString, int> keyLines {};
    };

    static std::shared_ptr<YamlValue> makeValue(YamlValue::Kind kind, const YAML::Mark &mark)
    {
        auto value = std::make_shared<YamlValue>();
        value->kind = kind;
        value->line = mark.line + 1;
        return value;
    }

    void open(YamlValue::Kind kind, const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        if (m_frames.size() >= maxDepth)
            throw SchemaError {mark.line + 1, QStringLiteral("nested more than %1 deep").arg(maxDepth)};
        m_frames.push_back({.value = makeValue(kind, mark), .anchor = anchor});
    }

    void close()
    {
        const Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        add(frame.value, frame.anchor, frame.weight);
    }

    void add(const std::shared_ptr<YamlValue> &value, YAML::anchor_t anchor, const Weight &weight)
    {
        if (anchor != YAML::NullAnchor)
            m_anchors[anchor] = {value, weight};
        if (m_frames.empty()) {
            m_root = value;
            return;
        }
        Frame &frame = m_frames.back();
        frame.weight.values += weight.values;
        frame.weight.text += weight.text;
        if (frame.weight.values > maxValues || frame.weight.text > maxTextSize)
            throw SchemaError {value->line,
                               QStringLiteral("too large: more than %1 values or %2 MiB of text in one file")
                                   .arg(maxValues)
                                   .arg(maxTextSize / 1024 / 1024)};
        if (frame.value->kind == YamlValue::Kind::List)
            frame.value->items.push_back(value);
        else if (!frame.key)
            setKey(frame, value);
        else
            setEntry(frame, value);
    }

    static void setKey(Frame &frame, const std::shared_ptr<YamlValue> &key)
    {
        if (key->kind != YamlValue::Kind::Scalar)
            throw SchemaError {key->line, QStringLiteral("a key must be a word")};
        const auto [first, isNew] = frame.keyLines.emplace(key->text, key->line);
        if (!isNew)
            throw SchemaError {
                key->line,
                QStringLiteral("\"%1\" stands here twice, first in line %2").arg(key->text).arg(first->second)};
        frame.key = key;
    }

    static void setEntry(Frame &frame, const std::shared_ptr<YamlValue> &value)
    {
        frame.value->entries.push_back({.key = frame.key->text, .line = frame.key->line, .value = value});
        frame.key.reset();
    }

    std::shared_ptr<YamlValue> m_root;
    std::vector<Frame> m_frames;
    std::unordered_map<YAML::anchor_t, std::pair<std::shared_ptr<YamlValue>, Weight>> m_anchors;
};

YamlValue build(const QByteArray &yaml)
{
    std::istringstream stream(yaml.toStdString());
    YAML::Parser parser(stream);
    Builder builder;
    if (!parser.HandleNextDocument(builder) || !builder.root())
        return {};
    const YamlValue root = *builder.root();
    Builder more;
    if (parser.HandleNextDocument(more) && more.root())
        throw SchemaError {more.root()->line, QStringLiteral("a second document; one file holds one")};
    return root;
}

/// 1-based line of the first byte that is not UTF-8; 0 where all is well.
int lineOfBadUtf8(const QByteArray &text)
{
    const auto isBad = [](QByteArrayView part) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder(part);
        return decoder.hasError();
    };
    if (!isBad(text))
        return 0;
    const QList<QByteArray> lines = text.split('\n');
    for (int i = 0; i < lines.size(); ++i)
        if (isBad(lines[i]))
            return i + 1;
    return 1;
}

}

const YamlValue *YamlValue::find(QStringView key) const
{
    for (const Entry &entry : entries)
        if (entry.key == key)
            return entry.value.get();
    return nullptr;
}

Expected<YamlValue> parseYaml(const QByteArray &yaml, const QString &source)
{
    if (yaml.size() > maxFileBytes)
        return std::unexpected(Error {Error::Code::Syntax, QStringLiteral("larger than 16 MiB"), source});
    if (const int line = lineOfBadUtf8(yaml))
        return std::unexpected(Error {Error::Code::Syntax, QStringLiteral("not UTF-8 text"), source, line});
    try {
        return build(yaml);
    } catch (const SchemaError &e) {
        return std::unexpected(Error {Error::Code::Schema, e.message, source, e.line});
    } catch (const YAML::Exception &e) {
        const QString message = QStringLiteral("not valid YAML: %1").arg(QString::fromStdString(e.msg));
        return std::unexpected(Error {Error::Code::Syntax, message, source, e.mark.line + 1});
    }
}

Expected<QByteArray> readTextFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error {Error::Code::Io, file.errorString(), path});
    const QByteArray text = file.read(maxFileBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return std::unexpected(Error {Error::Code::Io, file.errorString(), path});
    if (text.size() > maxFileBytes)
        return std::unexpected(Error {Error::Code::Io, QStringLiteral("larger than 16 MiB"), path});
    return text;
}

}
