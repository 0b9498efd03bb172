<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>deeds</name>
    <message numerus="yes">
        <source>%n question(s) not answered.</source>
        <translation>
            <numerusform>%n question is not answered.</numerusform>
            <numerusform>%n questions are not answered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>findings</name>
    <message numerus="yes">
        <source>%n hidden</source>
        <translation>
            <numerusform>%n hidden</numerusform>
            <numerusform>%n hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay legible</source>
        <translation>
            <numerusform>%n stays legible</numerusform>
            <numerusform>%n stay legible</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>window</name>
    <message numerus="yes">
        <source>%n other file(s) left out.</source>
        <translation>
            <numerusform>%n other file left out.</numerusform>
            <numerusform>%n other files left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copy(s) you worked on not saved yet.</source>
        <translation>
            <numerusform>%n copy you worked on is not saved yet.</numerusform>
            <numerusform>%n copies you worked on are not saved yet.</numerusform>
        </translation>
    </message>
</context>
</TS>
