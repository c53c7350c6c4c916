"""Joins the layers: opens a workspace and hands out what works on it.

==================  ===========================================================================
`opening`           opens a workspace, or its server alone
`opened`            an open workspace: the services, and what the engine is made of
`engine_parts`      what runs for long, with what it needs of the other rooms
`late`              what the services are handed of the wire, loaded when it is first used
`listening`         hears what other programs change
`engine_process`    the engine as the window keeps it
==================  ===========================================================================
"""
